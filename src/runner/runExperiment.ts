/**
 * Runs an experiment: prepares the data, picks the method, stamps run, number and time on what it
 * says, and ends every log with exactly one of finished, stopped or failed.
 */

import { DataError } from '../data/dataError.ts';
import { type AnyDataset, hashBeforeValidation } from '../data/dataset.ts';
import type { TreeOfClasses } from '../data/hierarchy/treeOfClasses.ts';
import { prepareData } from '../data/prepare/preparedData.ts';
import { type Engine, EngineError } from '../engine/engine.ts';
import type { Method, MethodEnd, SplitOutputs } from '../methods/context.ts';
import { Interventions } from '../methods/interventions.ts';
import { methodOf } from '../methods/methodOf.ts';
import { type PauseGate, RunControl, RunStopped } from '../methods/runControl.ts';
import { type ExperimentSpec, networkOfRound, specHash } from '../spec/experimentSpec.ts';
import { renewedSpec } from '../spec/renewedSpec.ts';
import type { RunCheckpoint } from '../spec/run/checkpoint.ts';
import { digestVersionOf } from '../spec/run/digest.ts';
import type { RunEvent, RunEventBody } from '../spec/run/runEvent.ts';
import type { RunState } from '../spec/run/runState.ts';
import { espalierVersion } from '../spec/version.ts';
import { batchNote, withFittingBatches } from './fittingBatches.ts';
import { initialNetwork, type KeptNetwork, keepNetwork } from './networks.ts';
import { RunRecord } from './runRecord.ts';
import { startNotes } from './startNotes.ts';

export interface RunRequest {
  readonly runId: string;
  readonly spec: ExperimentSpec;
  readonly dataset: AnyDataset;
  readonly engine: Engine;
  /** Aborting stops the run at its next step; the log then ends with `run-stopped`. */
  readonly signal: AbortSignal;
  readonly gate: PauseGate;
  /** What a person does to the run while it trains. */
  readonly interventions?: Interventions;
  /** The file of a network by its hash, for specs that start from one; null if not at hand. */
  readonly networkFile?: (hash: string) => Uint8Array | null;
  /** What the run goes on from: of the same experiment and data. Absent where it begins. */
  readonly resumption?: RunResumption | null;
  /** Called at the end of every epoch, once all its events were taken. */
  readonly keepCheckpoint?: (checkpoint: RunCheckpoint) => Promise<void>;
  /** Called with what a run failed of, before the event that tells of it. */
  readonly onFailure?: (error: unknown) => void;
  /** Called with each trained network and its round. */
  readonly onNetwork?: (network: KeptNetwork, round: number) => void;
  /** Called with each trained network's outputs on whole splits. */
  readonly onOutputs?: (round: number, outputs: SplitOutputs) => void;
}

/** Digests of version 1 are all older than the functions of `lib/transcendental`. */
const olderArithmetic =
  'This run began under an older Espalier, whose exponentials and logarithms round differently. Its digest will hold for its log, but whoever repeats the run, in either version, comes to another.';

/** What has changed since an experiment was made, and what it means for a run that went on meanwhile. */
function beganBefore(note: string, resumption: RunResumption | null): string {
  if (resumption === null) return note;
  return `${note} What follows from here is computed as today: the run’s digest is that of neither version.`;
}

/** A run to be gone on with: its checkpoint, and what its log told up to there. */
export interface RunResumption {
  readonly checkpoint: RunCheckpoint;
  readonly state: RunState;
}

/**
 * The events of a run; of one that goes on, those after its checkpoint. It never throws for what a person can cause: such ends are events too.
 * @throws DataError before the first event when spec and data set do not fit each other; whatever
 * goes wrong after it is an event.
 */
export async function* runExperiment(request: RunRequest): AsyncGenerator<RunEvent, void> {
  const record = new RunRecord(request.runId, request.resumption?.checkpoint ?? null);
  let hasBegun = false;
  try {
    for await (const body of runBodies(request, record)) {
      hasBegun = true;
      yield record.stamp(body);
    }
  } catch (error) {
    const cause = await request.engine.explain(error);
    if (!hasBegun) throw cause;
    request.onFailure?.(cause);
    yield record.stamp(failure(cause));
  }
}

async function* runBodies(
  request: RunRequest,
  record: RunRecord,
): AsyncGenerator<RunEventBody, void> {
  const { keepCheckpoint, resumption = null } = request;
  const spec = withDataHash(request);
  const data = prepareData(request.dataset, spec);
  const initial = initialNetwork(spec, data, request.networkFile ?? (() => null));
  const said = (body: RunEventBody) => {
    record.add(body);
    return body;
  };
  const identity = { specHash: specHash(spec), datasetHash: request.dataset.hash };
  if (resumption !== null) checkResumable(resumption.checkpoint, spec, request.dataset);
  yield said(
    resumption === null
      ? {
          type: 'run-started',
          espalier: espalierVersion,
          spec,
          specHash: identity.specHash,
          dataset: data.summary,
          device: request.engine.device,
          stepsPerEpoch: data.stepsPerEpoch,
        }
      : {
          type: 'run-restored',
          espalier: espalierVersion,
          device: request.engine.device,
          onOtherDevice: request.engine.device.kind !== resumption.state.device.kind,
        },
  );
  if (resumption === null && data.brought !== null) {
    yield said({
      type: 'validation-brought',
      use: data.brought.use,
      counts: [...data.brought.counts],
    });
  }
  if (resumption === null && data.tree?.from === 'file') yield said(classTree(data.tree));
  if (resumption !== null && digestVersionOf(resumption.checkpoint.digest) === 1) {
    yield said({ type: 'device-note', note: olderArithmetic });
  }
  const { mean, deviation } = await data.normaliser();
  const seen = { shape: data.shape, classes: data.classes, normalisation: { mean, deviation } };
  if (resumption === null && initial !== null) {
    const notes = startNotes(initial.trainedOn, seen);
    yield* notes.map((note) => said({ type: 'device-note', note }));
  }
  const { note } = renewedSpec(spec);
  if (note !== null) yield said({ type: 'device-note', note: beganBefore(note, resumption) });
  const batches = batchNote(spec, data);
  if (resumption === null && batches !== null) yield said({ type: 'device-note', note: batches });
  const method = methodOf(spec.method)({
    spec: withFittingBatches(spec, data),
    data,
    createTrainer: (options) => request.engine.createTrainer(options),
    createLevelwiseTrainer: (options) => request.engine.createLevelwiseTrainer(options),
    createJointTrainer: (options) => request.engine.createJointTrainer(options),
    control: new RunControl(request.signal, request.gate),
    interventions: request.interventions ?? new Interventions(),
    initial,
    resumption,
    keepCheckpoint:
      keepCheckpoint === undefined
        ? null
        : (checkpoint) => keepCheckpoint({ ...checkpoint, ...identity, ...record.position() }),
    keepNetwork: (round, snapshot) => {
      if (request.onNetwork === undefined) return null;
      const kept = keepNetwork(snapshot, { network: networkOfRound(spec, round), ...seen });
      request.onNetwork(kept, round);
      return kept.hash;
    },
    onOutputs: request.onOutputs ?? (() => {}),
  });
  try {
    const reason = yield* followed(method, request.engine, said);
    yield { type: 'run-finished', reason, digest: record.digest, seconds: record.seconds };
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    yield { type: 'run-stopped', seconds: record.seconds };
  }
}

/**
 * What the method says, and before it what the device noticed meanwhile, each note once; returns why
 * the method ended. The device then keeps nothing of the run.
 */
async function* followed(
  method: ReturnType<Method>,
  engine: Engine,
  said: (body: RunEventBody) => RunEventBody,
): AsyncGenerator<RunEventBody, MethodEnd> {
  // Notes of what the device did before are not this run's.
  engine.takeNotes();
  const told = new Set<string>();
  let isLost = false;
  function* notes(): Generator<RunEventBody> {
    for (const note of engine.takeNotes()) {
      if (!told.has(note)) yield said({ type: 'device-note', note });
      told.add(note);
    }
  }
  try {
    while (true) {
      const next = await engine.untilLost(method.next());
      yield* notes();
      if (next.done) return next.value;
      yield said(next.value);
    }
  } catch (error) {
    yield* notes();
    if (error instanceof EngineError && error.fault === 'lost') isLost = true;
    throw error;
  } finally {
    // Where the run is left early, the method has its trainers still to dispose of.
    const left = method.return('rounds');
    // A method that waits for a device that is gone may never come to that.
    if (isLost) left.catch(() => {});
    else await left;
    engine.releaseImages();
  }
}

function classTree({ levels }: TreeOfClasses): RunEventBody {
  return {
    type: 'class-tree',
    levels: levels.map(({ groupCount, names, groupOf }) => ({
      groupCount,
      names: [...(names ?? [])],
      groupOf: [...groupOf],
    })),
  };
}

/** The spec with the hash of the data that it runs on. @throws DataError if it asks for other data. */
function withDataHash({ spec, dataset }: RunRequest): ExperimentSpec {
  if (spec.dataset.hash !== null && spec.dataset.hash !== dataset.hash) {
    const isOlder = hashBeforeValidation(dataset) === spec.dataset.hash;
    throw new DataError({
      file: dataset.name,
      place: 'dataset.hash',
      found: `the data set has the hash ${dataset.hash}${isOlder ? `; ${countedOtherwise}` : ''}`,
      allowed: `the experiment asks for ${spec.dataset.hash}`,
      remedy: isOlder
        ? 'set dataset.hash to null to use the validation images as such; the numbers will differ'
        : 'give the data set that the experiment was made with, or set dataset.hash to null',
    });
  }
  return { ...spec, dataset: { ...spec.dataset, hash: dataset.hash } };
}

/** Why one data set has two hashes. */
const countedOtherwise =
  'it is the one that the experiment was made with, by an older Espalier, which counted its validation images among the training or the test images';

/** @throws DataError where a checkpoint is of another experiment or of other data. */
export function checkResumable(
  checkpoint: RunCheckpoint,
  spec: ExperimentSpec,
  dataset: Pick<AnyDataset, 'hash'>,
): void {
  const datasetHash = dataset.hash;
  const hash = specHash(spec);
  const isOtherData = checkpoint.datasetHash !== datasetHash;
  if (!isOtherData && checkpoint.specHash === hash) return;
  throw new DataError({
    file: `Run ${checkpoint.runId}`,
    place: isOtherData ? 'dataset.hash' : 'spec',
    found: isOtherData
      ? `it was trained on the data set ${checkpoint.datasetHash}, not on ${datasetHash}`
      : `its experiment has the hash ${checkpoint.specHash}, not ${hash}`,
    allowed: 'the experiment and the data set that the run began with',
    remedy: 'go on with those, or start a new run',
  });
}

function failure(error: unknown): RunEventBody {
  if (error instanceof DataError) {
    const { file, place, found, remedy } = error.fault;
    const message = `${file}${place === null ? '' : `, ${place}`}: ${found}.`;
    return { type: 'run-failed', message, remedy: `${remedy[0].toUpperCase()}${remedy.slice(1)}.` };
  }
  const message = error instanceof Error ? error.message : String(error);
  const remedy =
    error instanceof EngineError
      ? error.remedy
      : 'This is a fault of Espalier. The log so far is kept; please report it with the message.';
  return { type: 'run-failed', message, remedy };
}
