/** What is known of a kept run without reading its log. */
import { z } from 'zod';
import { hardestFifthError } from '../../analysis/rounds/hardestFifth.ts';
import { ensembleError, lastOutcome, networkError } from '../../analysis/run/runFacts.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { treeOf, withAwaitedTree } from '../../spec/experimentTree.ts';
import { methodText, roundsOf } from '../../spec/methods/methodFacts.ts';
import { experimentNetworksText } from '../../spec/networkTexts.ts';
import { readSpec } from '../../spec/readSpec.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { secondsSoFar } from '../../spec/run/secondsSoFar.ts';
import { isAwaitedTree } from '../../spec/sections/awaitedTree.ts';
import { jsonIn } from '../jsonIn.ts';

/** Grows with the form; what a newer Espalier wrote is left alone. */
export const summaryVersion = 3;

const count = z.int().min(0);
const label = z.string().max(1000);
const error = z.number().min(0).max(1).nullable();

const summarySchema = z.strictObject({
  version: z.literal(summaryVersion),
  runId: z.string().max(64),
  /** Of the experiment. */
  name: label,
  /** The experiment, but for a large tree ({@link listedSpec}). */
  spec: z.unknown(),
  specHash: z.string().max(64),
  methodKind: label,
  /** `Complementary, μ 0.7`. */
  methodText: label,
  /** `CNN 16, 32`; that of the first round. */
  networkText: label,
  seed: z.number(),
  datasetName: label,
  /** How experiments name the data set. */
  datasetSource: label,
  datasetHash: z.string().max(64),
  device: label,
  /** As its log has it: of a run that nobody trains any more, `training` means interrupted. */
  phase: z.enum(['training', 'paused', 'finished', 'stopped', 'failed']),
  /** The round under way and its finished epochs, and how many of each there are to be. */
  round: count,
  rounds: count,
  epoch: count,
  epochs: count,
  /**
   * Top-1 test error of the ensemble in [0, 1], before the first round has ended that of its network;
   * null before the first epoch.
   */
  testError: error,
  /** The same, averaged over the hardest fifth of the classes; null likewise. */
  hardestFifthError: error,
  /** Seconds from the first event to the last, without pauses that have ended. */
  seconds: z.number().min(0),
  startedAt: z.number(),
  updatedAt: z.number(),
  /** Null until it is finished. */
  digest: z.string().max(128).nullable(),
});

export type RunSummary = Readonly<Omit<z.infer<typeof summarySchema>, 'spec'>> & {
  readonly spec: ExperimentSpec;
};

/** Trees of more nodes are left out of summaries, which are written after every epoch. */
const largestTree = 1000;

/** The experiment as summaries have it: a large tree is named by its hash. */
function listedSpec(spec: ExperimentSpec): ExperimentSpec {
  const tree = treeOf(spec);
  const isLarge = tree !== null && !isAwaitedTree(tree) && tree.nodes.length > largestTree;
  return isLarge ? withAwaitedTree(spec) : spec;
}

export function summaryOf(state: RunState): RunSummary {
  const { spec, dataset, rounds, end, startedAt, updatedAt } = state;
  const [round] = rounds.slice(-1);
  const network = round === undefined ? null : networkError(round, 'test');
  return {
    version: summaryVersion,
    runId: state.runId,
    name: spec.name,
    spec: listedSpec(spec),
    specHash: state.specHash,
    methodKind: spec.method.kind,
    methodText: methodText(spec.method),
    networkText: experimentNetworksText(spec),
    seed: spec.seed,
    datasetName: dataset.name,
    datasetSource: spec.dataset.source,
    datasetHash: dataset.hash,
    device: state.device.kind,
    phase: state.phase === 'interrupted' ? 'training' : state.phase,
    round: rounds.length,
    rounds: roundsOf(spec.method),
    epoch: rounds.at(-1)?.epochs.length ?? 0,
    epochs: spec.training.epochs,
    testError: ensembleError(lastOutcome(state), 'test') ?? network,
    hardestFifthError: hardestFifthError(state),
    seconds: secondsSoFar(state),
    startedAt,
    updatedAt,
    digest: end?.digest ?? null,
  };
}

export function writeSummary(summary: RunSummary): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(summary));
}

/** What bytes of a summary come to. */
export type SummaryReading =
  | { readonly state: 'whole'; readonly summary: RunSummary }
  /** Of an older form, or with an experiment that does not stand alone: it is made anew from the log. */
  | { readonly state: 'older' }
  /** Of a form that only a newer Espalier knows. */
  | { readonly state: 'newer'; readonly version: number }
  | { readonly state: 'damaged' };

export const readSummary = (bytes: Uint8Array): SummaryReading => summaryIn(jsonIn(bytes));

/** What JSON that may be a summary comes to. */
export function summaryIn(found: unknown): SummaryReading {
  const version = z.object({ version: z.int().min(1) }).safeParse(found).data?.version;
  if (version === undefined) return { state: 'damaged' };
  if (version > summaryVersion) return { state: 'newer', version };
  if (version < summaryVersion) return { state: 'older' };
  const reading = summarySchema.safeParse(found);
  if (!reading.success) return { state: 'damaged' };
  const spec = readSpec(reading.data.spec);
  return spec.ok
    ? { state: 'whole', summary: { ...reading.data, spec: spec.spec } }
    : { state: 'older' };
}
