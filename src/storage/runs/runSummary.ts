/** What is known of a kept run without reading its log. */
import { z } from 'zod';
import { roundsOf } from '../../spec/methods/methodFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';

const count = z.int().min(0);
const label = z.string().max(1000);

const summarySchema = z.strictObject({
  /** Of this form; what a newer Espalier wrote is left alone. */
  version: z.literal(1),
  runId: z.string().max(64),
  name: label,
  specHash: z.string().max(64),
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
  /** Top-1 test error of the ensemble in [0, 1]; null before the first round has ended. */
  testError: z.number().min(0).max(1).nullable(),
  startedAt: z.number(),
  updatedAt: z.number(),
  /** Null until it is finished. */
  digest: z.string().max(128).nullable(),
});

export type RunSummary = Readonly<z.infer<typeof summarySchema>>;

export function summaryOf(state: RunState): RunSummary {
  const { spec, dataset, rounds, end } = state;
  const last = rounds.findLast(({ outcome }) => outcome !== null)?.outcome;
  return {
    version: 1,
    runId: state.runId,
    name: spec.name,
    specHash: state.specHash,
    datasetName: dataset.name,
    datasetSource: spec.dataset.source,
    datasetHash: dataset.hash,
    device: state.device.kind,
    phase: state.phase,
    round: rounds.length,
    rounds: roundsOf(spec.method),
    epoch: rounds.at(-1)?.epochs.length ?? 0,
    epochs: spec.training.epochs,
    testError: last?.ensemble.topErrors.test?.['1'] ?? null,
    startedAt: state.startedAt,
    updatedAt: state.updatedAt,
    digest: end?.digest ?? null,
  };
}

export function writeSummary(summary: RunSummary): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(summary));
}

/** Null for bytes that are no summary of this form. */
export function readSummary(bytes: Uint8Array): RunSummary | null {
  try {
    const reading = summarySchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return reading.success ? reading.data : null;
  } catch {
    return null;
  }
}
