/**
 * The finished rounds of a run gone through once more: its method takes its trained networks in place of
 * training any, and must come to the outcomes that the log tells.
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
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { MethodCheckpoint } from '../spec/run/checkpoint.ts';
import type { RunEvent, RunEventBody } from '../spec/run/runEvent.ts';
import { RunFold } from '../spec/run/runFold.ts';
import type { RunState } from '../spec/run/runState.ts';
import { withFittingBatches } from './fittingBatches.ts';
import { initialNetwork } from './networks.ts';

/** A run with rounds that are finished. */
export interface TrainedRun {
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

/**
 * Goes through the rounds that the log tells the end of, and no further.
 * @returns what the last of them left for the next to begin with.
 * @throws DataError where a network was not kept, is another, or answers otherwise than the log tells.
 */
export async function replayRounds(
  run: TrainedRun,
  spec: ExperimentSpec,
): Promise<MethodCheckpoint> {
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
      // The next round is one to be trained.
      if (next.value.type === 'round-started' && next.value.round > told.length) break;
      checkOutcome(next.value, told);
    }
  } finally {
    await method.return('rounds');
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
  { networkFile }: TrainedRun,
  round: number,
  hash: string | null,
): Promise<Uint8Array> {
  const bytes = await networkFile(round);
  if (bytes !== null && (hash === null || hashBytes(bytes) === hash)) return bytes;
  throw new DataError({
    file: `The network of round ${round}`,
    place: 'method.rounds',
    found: bytes === null ? 'it was not kept' : 'it is not the one that the log tells of',
    allowed: 'a run whose networks were all kept',
    remedy:
      'keep the networks (on the command line by --save-network), or train the experiment from the beginning',
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
    remedy: 'do it on that device, or train the experiment from the beginning',
  });
}
