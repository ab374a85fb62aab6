/** What is kept of one run of a preset: one line of JSON in `bench/results/presets.jsonl`. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Dataset } from '../../src/data/dataset.ts';
import { type ExperimentSpec, specHash } from '../../src/spec/experimentSpec.ts';
import { resultOf } from '../../src/spec/run/result.ts';
import type { RunState } from '../../src/spec/run/runState.ts';

export interface PresetRow {
  readonly preset: string;
  readonly seed: number;
  /** See {@link presetHash}. */
  readonly specHash: string;
  readonly device: string;
  readonly threads: number;
  /** Of the processor, all threads together, from the first step to the last measure; no reading of files. */
  readonly processorSeconds: number;
  readonly wallSeconds: number;
  /** Top-1 test error in percent of each network by itself, and of the first one, two, and so on together. */
  readonly networkErrors: readonly number[];
  readonly ensembleErrors: readonly number[];
  /** Test errors in percent of all networks together, by k. */
  readonly topErrors: Readonly<Record<string, number>>;
  /** Accuracy in percent of all networks together on the hardest fifth of classes and the easier half. */
  readonly hardestFifth: number | null;
  readonly easierHalf: number | null;
  /** Changes of group in level-wise runs. */
  readonly moves: number;
  readonly dataset: {
    readonly name: string;
    readonly hash: string;
    readonly train: number;
    readonly test: number;
  };
  readonly digest: string;
  readonly measured: string;
  readonly machine: string;
  readonly espalier: string;
}

/** The spec that is measured of a preset. */
export function measuredSpec(spec: ExperimentSpec, seed: number, device: ExperimentSpec['device']) {
  return { ...spec, seed, device };
}

/** The rows that stand in a file; none where there is no file. @throws SyntaxError at a damaged line */
export function rowsIn(file: string): PresetRow[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as PresetRow);
}

export function appendRow(file: string, row: PresetRow): void {
  appendFileSync(file, `${JSON.stringify(row)}\n`);
}

/** The hash of a preset’s experiment, which names its data by where they come from, as presets do. */
export function presetHash(spec: ExperimentSpec): string {
  return specHash({ ...spec, dataset: { ...spec.dataset, hash: null } });
}

/**
 * The row of that very experiment, which several presets may have; undefined where none is measured: a
 * preset that was changed since is not.
 */
export function rowMeasured(
  rows: readonly PresetRow[],
  spec: ExperimentSpec,
): PresetRow | undefined {
  const hash = presetHash(spec);
  return rows.findLast((row) => row.specHash === hash);
}

/** What a run cost. */
export interface Cost {
  readonly threads: number;
  readonly processorSeconds: number;
  readonly wallSeconds: number;
}

/** The row of a finished run. @throws Error for one that did not finish */
export function rowOf(
  preset: string,
  dataset: Dataset,
  state: RunState | null,
  cost: Cost,
): PresetRow {
  if (state?.phase !== 'finished' || !state.end) {
    throw new Error(`${preset} ended as ${state?.phase}: ${state?.failure?.message}`);
  }
  const { rounds, ensemble } = resultOf(state);
  const { counts } = state.dataset;
  const vote = ensemble.at(-1);
  const networks = state.members.at(-1)?.members ?? rounds;
  const topErrors = Object.entries(vote?.topErrors.test ?? {});
  return {
    preset,
    seed: state.spec.seed,
    specHash: presetHash(state.spec),
    device: state.spec.device,
    threads: cost.threads,
    processorSeconds: Number(cost.processorSeconds.toFixed(1)),
    wallSeconds: Number(cost.wallSeconds.toFixed(1)),
    networkErrors: networks.map((one) => percent(one.topErrors.test?.['1'])),
    ensembleErrors: ensemble.map((one) => percent(one.topErrors.test?.['1'])),
    topErrors: Object.fromEntries(topErrors.map(([k, error]) => [k, percent(error)])),
    hardestFifth: percentOrNull(vote?.measures?.hardestFifth),
    easierHalf: percentOrNull(vote?.measures?.easierHalf),
    moves: state.levelwise?.moves.length ?? 0,
    dataset: { name: dataset.name, hash: dataset.hash, train: counts.train, test: counts.test },
    digest: state.end.digest,
    measured: new Date(state.startedAt).toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0].model.trim()}`,
    espalier: state.espalier,
  };
}

/** @throws Error where there were no test images */
function percent(share: number | undefined): number {
  if (share === undefined) throw new Error('The run has no test error');
  return Number((100 * share).toFixed(2));
}

const percentOrNull = (share: number | null | undefined) =>
  share === null || share === undefined ? null : percent(share);
