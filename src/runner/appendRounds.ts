/**
 * Rounds appended to a finished run. Nothing that a round trains depends on how many follow, so the
 * run's log is the beginning of a longer one; what the log does not tell, such as the votes so far,
 * follows from its trained networks, which are evaluated once more.
 */

import { DataError } from '../data/dataError.ts';
import type { AnyDataset } from '../data/dataset.ts';
import { readNetworkFile } from '../data/networkFile.ts';
import { checkNetworkTensors } from '../data/networkTensors.ts';
import { prepareData } from '../data/prepare/preparedData.ts';
import type { Engine, TrainerSnapshot } from '../engine/engine.ts';
import { hashBytes } from '../lib/hash.ts';
import type { SplitOutputs } from '../methods/context.ts';
import { Interventions } from '../methods/interventions.ts';
import { methodOf } from '../methods/methodOf.ts';
import { PauseGate, RunControl } from '../methods/runControl.ts';
import { type ExperimentSpec, specHash } from '../spec/experimentSpec.ts';
import type { MethodCheckpoint, RunCheckpoint } from '../spec/run/checkpoint.ts';
import { RunDigest } from '../spec/run/digest.ts';
import type { RunEvent, RunEventBody } from '../spec/run/runEvent.ts';
import { RunFold } from '../spec/run/runFold.ts';
import type { RunState } from '../spec/run/runState.ts';
import { withFittingBatches } from './fittingBatches.ts';
import { initialNetwork } from './networks.ts';

export interface FinishedRun {
  /** All of its log. */
  readonly events: readonly RunEvent[];
  readonly dataset: AnyDataset;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** The file of a round's network; null where it was not kept. */
  readonly networkFile: (round: number) => Promise<Uint8Array | null>;
  /** The file of the network that its experiment starts from, by its hash; null where it is not at hand. */
  readonly startFile?: (hash: string) => Uint8Array | null;
  /** Called with the outputs of each round's network on whole splits. */
  readonly onOutputs?: (round: number, outputs: SplitOutputs) => void;
}

/** The beginning of the longer run, to be gone on with. */
export interface LongerRun {
  readonly events: readonly RunEvent[];
  readonly checkpoint: RunCheckpoint;
}

/**
 * The finished run as the beginning of one with more rounds.
 * @param longer the experiment of the longer run, on the same data.
 * @throws DataError where a network was not kept, is another, or answers otherwise than the log tells.
 */
export async function appendRounds(run: FinishedRun, longer: ExperimentSpec): Promise<LongerRun> {
  const [first, ...others] = run.events.filter(({ type }) => type !== 'run-finished');
  const end = run.events.find((event) => event.type === 'run-finished');
  if (first?.type !== 'run-started' || end?.type !== 'run-finished') {
    throw new RangeError('Rounds are appended to a finished run');
  }
  const left = await leftByRounds(run, first.spec);
  const hash = specHash(longer);
  const events: RunEvent[] = [{ ...first, spec: longer, specHash: hash }, ...others];
  const digest = RunDigest.ofNew();
  for (const event of events) digest.addLogged(event);
  const checkpoint: RunCheckpoint = {
    ...left,
    runId: first.runId,
    specHash: hash,
    datasetHash: run.dataset.hash,
    seq: events.length - 1,
    digest: digest.value(),
    seconds: end.seconds,
  };
  return { events, checkpoint };
}

/** What the rounds left, from their networks: the method goes through them without training any. */
async function leftByRounds(run: FinishedRun, spec: ExperimentSpec): Promise<MethodCheckpoint> {
  const { engine, onOutputs = () => {}, startFile = () => null } = run;
  const told = run.events.filter((event) => event.type === 'round-finished');
  const files = new Map<string, Uint8Array>();
  const trainedBefore = new Map<number, TrainerSnapshot>();
  for (const { round, networkHash } of told) {
    const bytes = await networkOf(run, round, networkHash);
    files.set(hashBytes(bytes), bytes);
    trainedBefore.set(round, snapshotOf(bytes, round));
  }
  const data = prepareData(run.dataset, spec);
  const kept: MethodCheckpoint[] = [];
  const method = methodOf(spec.method)({
    spec: withFittingBatches(spec, data),
    data,
    createTrainer: (options) => engine.createTrainer(options),
    createLevelwiseTrainer: (options) => engine.createLevelwiseTrainer(options),
    createJointTrainer: (options) => engine.createJointTrainer(options),
    control: new RunControl(run.signal, new PauseGate()),
    interventions: new Interventions(),
    initial: initialNetwork(spec, data, (hash) => files.get(hash) ?? startFile(hash)),
    trainedBefore,
    toldBefore: stateOf(run.events),
    resumption: null,
    keepCheckpoint: async (checkpoint) => {
      kept.push(checkpoint);
    },
    keepNetwork: () => null,
    onOutputs,
  });
  try {
    for (let next = await method.next(); !next.done; next = await engine.untilLost(method.next())) {
      checkOutcome(next.value, told);
    }
  } finally {
    engine.releaseImages();
  }
  const left = kept.at(-1);
  if (left === undefined) throw new RangeError('The method kept nothing of its rounds');
  return left;
}

function stateOf(events: readonly RunEvent[]): RunState | null {
  const fold = new RunFold();
  for (const event of events) fold.take(event);
  return fold.state;
}

async function networkOf(
  { networkFile }: FinishedRun,
  round: number,
  hash: string | null,
): Promise<Uint8Array> {
  const bytes = await networkFile(round);
  if (bytes !== null && (hash === null || hashBytes(bytes) === hash)) return bytes;
  throw new DataError({
    file: `The network of round ${round}`,
    place: 'method.rounds',
    found: bytes === null ? 'it was not kept' : 'it is not the one that the log tells of',
    allowed: 'rounds appended to a run whose networks were all kept',
    remedy:
      'keep the networks (on the command line by --save-network), or train the longer experiment from the beginning',
  });
}

function snapshotOf(bytes: Uint8Array, round: number): TrainerSnapshot {
  const name = `The network of round ${round}`;
  const file = readNetworkFile(bytes, name);
  checkNetworkTensors(file, name);
  return { tensors: file.tensors };
}

type Unstamped<Type extends RunEventBody['type']> = Extract<RunEventBody, { readonly type: Type }>;

/** What a network's answers come to, and the vote with them. */
function outcomeOf(event: Unstamped<'round-finished'>): string {
  const { weightedError, gamma, importanceNext, topErrors, ensemble, predictions } = event;
  return JSON.stringify([
    weightedError,
    gamma,
    importanceNext,
    topErrors,
    ensemble.topErrors,
    predictions,
  ]);
}

/** @throws DataError where a round comes to another outcome than its log tells. */
function checkOutcome(event: RunEventBody, told: readonly Unstamped<'round-finished'>[]): void {
  if (event.type !== 'round-finished') return;
  const before = told.find(({ round }) => round === event.round);
  if (before !== undefined && outcomeOf(before) === outcomeOf(event)) return;
  throw new DataError({
    file: `The network of round ${event.round}`,
    place: 'device',
    found: 'it answers otherwise here than when it was trained',
    allowed: 'the kind of device, and the Espalier, that the run was trained with',
    remedy: 'append rounds on that device, or train the longer experiment from the beginning',
  });
}
