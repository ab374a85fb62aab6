/**
 * What one’s own runs come to beside a published row: runs belong to a row’s form where they are the
 * preset’s experiment, whatever their seed, name and device. They are told apart by their data, since
 * a preset may have been run on data of one’s own.
 */
import { meanInterval } from '../../algorithms/metrics/meanInterval.ts';
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { networkCountOf, roundsOf } from '../../spec/methods/methodFacts.ts';
import type { PaperColumn, PaperRow, RowForm } from '../../spec/papers/exhibit.ts';
import type { Preset } from '../../spec/presets/preset.ts';
import { withoutNeutralValues } from '../../spec/withoutNeutralValues.ts';
import { countedRuns, type RunOutcome } from '../results/runOutcome.ts';

export interface OwnResults {
  readonly form: RowForm;
  /** What the runs were trained on; null where the preset names it. */
  readonly dataset: string | null;
  /** That the cells are of. */
  readonly seeds: number;
  /** Of each column, in percent; null where no run tells it yet. */
  readonly cells: readonly (OwnCell | null)[];
  readonly runs: readonly [RunOutcome, ...RunOutcome[]];
}

export interface OwnCell {
  readonly mean: number;
  /** Half of the 95% interval; null below three seeds. */
  readonly reach: number | null;
}

/** Fewer seeds than these are shown as their mean alone. */
const leastForInterval = 3;

/** One’s own results for a row, form by form and data set by data set. */
export function ownResults(
  { forms }: PaperRow,
  columns: readonly PaperColumn[],
  outcomes: readonly RunOutcome[],
): OwnResults[] {
  return forms.flatMap((form) => {
    const runs = outcomes.filter((run) => repeatsPreset(run, form.preset));
    return [...groupedBy(runs, ({ datasetHash }) => datasetHash).values()].map((same) =>
      resultsOf(form, same, columns),
    );
  });
}

/** Whether a run is a preset’s experiment, whatever its seed, name and device, and the data it had. */
export function repeatsPreset(
  { spec }: Pick<RunOutcome, 'spec'>,
  { spec: preset, fitsAnyData }: Preset,
): boolean {
  return (
    isAlikeAtFirst(spec, preset) && presetKey(spec, fitsAnyData) === presetKey(preset, fitsAnyData)
  );
}

/** Tells most of thousands of runs apart, before a key is made of each. */
function isAlikeAtFirst(one: ExperimentSpec, other: ExperimentSpec): boolean {
  return (
    one.training.epochs === other.training.epochs &&
    one.training.batchSize === other.training.batchSize &&
    one.training.learningRate === other.training.learningRate
  );
}

function resultsOf(
  form: RowForm,
  runs: readonly [RunOutcome, ...RunOutcome[]],
  columns: readonly PaperColumn[],
): OwnResults {
  const [{ spec, datasetName }] = runs;
  const isNamed = spec.dataset.source === form.preset.spec.dataset.source;
  return {
    form,
    dataset: isNamed && !form.preset.fitsAnyData ? null : datasetName,
    seeds: new Set(countedRuns(runs).map((run) => run.spec.seed)).size,
    cells: columns.map((column) => cellOf(runs, column)),
    runs,
  };
}

/** Runs at their end count alone, where there are any; a seed that was run several times counts once. */
function cellOf(runs: readonly RunOutcome[], column: PaperColumn): OwnCell | null {
  const bySeed = groupedBy(countedRuns(runs), ({ spec }) => spec.seed);
  const values = [...bySeed.values()].flatMap((same) => {
    const known = same.flatMap((run) => errorIn(run, column) ?? []);
    return known.length === 0 ? [] : [100 * meanInterval(known).mean];
  });
  if (values.length === 0) return null;
  const { mean, high, count } = meanInterval(values);
  return { mean, reach: count < leastForInterval || high === null ? null : high - mean };
}

/** The error of the vote of so many networks within so many guesses, in [0, 1]. */
function errorIn(run: RunOutcome, { rank, networks }: PaperColumn): number | null {
  const vote = run.votes.findLast(
    (_, place) => networks === null || networksAfter(run.spec, place + 1) === networks,
  );
  return vote?.[rank] ?? null;
}

/** How many networks vote at the end of a round (from 1): of some methods all at once. */
function networksAfter({ method }: ExperimentSpec, round: number): number {
  const count = networkCountOf(method);
  return roundsOf(method) < count ? count : round;
}

/** Reading a spec costs more than it is long, and the same runs are looked at with every table. */
const known = new WeakMap<ExperimentSpec, Map<boolean, string>>();

/** The same for experiments that repeat the same preset. */
function presetKey(spec: ExperimentSpec, fitsAnyData: boolean): string {
  const keys = known.get(spec) ?? new Map<boolean, string>();
  known.set(spec, keys);
  const key = keys.get(fitsAnyData) ?? keyOf(spec, fitsAnyData);
  keys.set(fitsAnyData, key);
  return key;
}

function keyOf(spec: ExperimentSpec, fitsAnyData: boolean): string {
  const {
    name: _name,
    seed: _seed,
    device: _device,
    dataset,
    ...rest
  } = withoutNeutralValues(spec);
  const { source: _source, hash: _hash, reading: _reading, ...chosen } = dataset;
  return canonicalJson(fitsAnyData ? rest : { ...rest, dataset: chosen });
}
