/**
 * Many runs as one table: rows are settings, columns measures, a cell what the seeds of a setting
 * say together and how they stand against the same seeds of the baseline. Runs that are not at
 * their end never enter means that others are in, nor tests.
 */
import { holmAdjusted } from '../../algorithms/metrics/holm.ts';
import { type MeanInterval, meanInterval } from '../../algorithms/metrics/meanInterval.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import { hardestOfRows, measureOf } from './hardestOfBaseline.ts';
import { pairedBySeed, type SeedTest } from './pairedBySeed.ts';
import { measureTraits, type ResultMeasure } from './resultMeasures.ts';
import { countedRuns, isAtEnd, type RunOutcome } from './runOutcome.ts';
import { type SettingName, settingNames } from './settingNames.ts';
import { counterpartKey, type Setting, settingsOf } from './settings.ts';
import { takesBaseline } from './toldMeasures.ts';

export interface ResultsTable {
  readonly measures: readonly ResultMeasure[];
  readonly rows: readonly SettingRow[];
  /** Place of the row that is measured against. */
  readonly baseline: number;
  /** How many tests Holm's correction counts. */
  readonly tests: number;
}

export interface SettingRow {
  /** The same for the same setting, whatever else is compared. */
  readonly key: string;
  readonly name: string;
  /** What tells it from others of its name; null where nothing does. */
  readonly note: string | null;
  readonly dataset: { readonly name: string; readonly hash: string };
  /** That its values are of, each once, rising. */
  readonly seeds: readonly number[];
  /** Whether none of its runs is at its end: its values are those of the moment. */
  readonly isOpen: boolean;
  /**
   * Place of the row that it is measured against: the baseline, or on other data the same setting
   * as the baseline there; null where there is none, and for that row itself.
   */
  readonly against: number | null;
  readonly outcomes: readonly RunOutcome[];
  /** In the order of the measures. */
  readonly cells: readonly ResultCell[];
}

export interface ResultCell {
  /** Of each seed, by seed; a seed that was run several times has their mean. */
  readonly values: readonly SeedValue[];
  /** Null without any value. */
  readonly mean: number | null;
  /** Ends of the 95% t interval of the mean; null below three seeds, where it says nothing. */
  readonly interval: Interval | null;
  /** Null for what nothing is measured against, and below three pairs. */
  readonly difference: CellDifference | null;
}

export interface SeedValue {
  readonly seed: number;
  readonly value: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The setting less the baseline over the seeds that both have. */
export interface CellDifference extends Interval {
  readonly mean: number;
  /** Two-sided, of the paired test; null where all pairs differ by the same, which a t test cannot judge. */
  readonly p: number | null;
  /** The same after Holm's correction over all tests of the table, which leaves out those not made. */
  readonly holm: number | null;
  readonly pairs: number;
  readonly verdict: 'better' | 'worse' | 'cannot tell';
}

export interface TableOptions {
  readonly measures: readonly ResultMeasure[];
  /** Key of the setting to measure against; the first where it is absent, or is none of them. */
  readonly baseline?: string | null;
  readonly test?: SeedTest;
  /** What a setting is called, as by its sweep; null leaves it to what differs. */
  readonly nameOf?: (outcome: RunOutcome) => SettingName | null;
}

/** Fewer seeds, or pairs, than these have neither an interval nor a test. */
const leastSeeds = 3;

/** Findings are called so below this chance of even one false one among all. */
export const level = 0.05;

/** The table of some runs, its rows in the order in which their first runs stand. */
export function resultsTable(
  outcomes: readonly RunOutcome[],
  { measures, baseline, test = 't', nameOf }: TableOptions,
): ResultsTable {
  const settings = settingsOf(outcomes);
  const chosen = Math.max(
    0,
    settings.findIndex(({ key }) => key === baseline),
  );
  const names = settingNames(settings);
  const againsts = settings.map((_, place) => rowAgainst(settings, chosen, place));
  const hardest = measures.some(takesBaseline) ? hardestOfRows(settings, againsts, chosen) : [];
  const values = settings.map(({ runs }, place) =>
    measures.map((measure) =>
      seedValues(runs, (run) => measureOf(run, measure, hardest[place] ?? null)),
    ),
  );
  const rows = settings.map((setting, place): SettingRow => {
    const against = againsts[place];
    const isComparable = against !== null && !isOpen(setting) && !isOpen(settings[against]);
    return {
      key: setting.key,
      ...(nameOf?.(setting.runs[0]) ?? names[place]),
      dataset: { name: setting.runs[0].datasetName, hash: setting.runs[0].datasetHash },
      seeds: setting.seeds,
      isOpen: isOpen(setting),
      against,
      outcomes: setting.runs,
      cells: measures.map((_, column) => {
        const cell = cellOf(values[place][column]);
        const theirs = isComparable ? values[against][column] : [];
        return { ...cell, difference: differenceOf(cell.values, theirs, test) };
      }),
    };
  });
  return { measures, baseline: chosen, ...corrected(rows, measures) };
}

const isOpen = ({ runs }: Setting): boolean => !runs.some(isAtEnd);

/** The baseline's place; for a row on other data that of the baseline's setting there. */
function rowAgainst(settings: readonly Setting[], chosen: number, place: number): number | null {
  const baseline = settings[chosen];
  const onSameData = settings[place].runs[0].datasetHash === baseline.runs[0].datasetHash;
  const wanted = counterpartKey(baseline.runs[0]);
  const found = onSameData
    ? chosen
    : settings.findIndex(
        ({ runs: [run] }) =>
          run.datasetHash === settings[place].runs[0].datasetHash && counterpartKey(run) === wanted,
      );
  return found === -1 || found === place ? null : found;
}

/** Of runs that are at their end and runs that are not, those at their end count alone. */
function seedValues(
  runs: readonly RunOutcome[],
  told: (run: RunOutcome) => number | null,
): SeedValue[] {
  const bySeed = groupedBy(countedRuns(runs), ({ spec }) => spec.seed);
  return [...bySeed]
    .flatMap(([seed, same]) => {
      const known = same.flatMap((run) => told(run) ?? []);
      return known.length === 0 ? [] : [{ seed, value: meanInterval(known).mean }];
    })
    .sort((a, b) => a.seed - b.seed);
}

function cellOf(values: readonly SeedValue[]): Omit<ResultCell, 'difference'> {
  if (values.length === 0) return { values, mean: null, interval: null };
  const found = meanInterval(values.map(({ value }) => value));
  return { values, mean: found.mean, interval: intervalOf(found) };
}

function intervalOf({ low, high, count }: MeanInterval): Interval | null {
  return count < leastSeeds || low === null || high === null ? null : { low, high };
}

/** Before the correction, which needs all of them. */
type Difference = Omit<CellDifference, 'holm' | 'verdict'>;

function differenceOf(
  own: readonly SeedValue[],
  theirs: readonly SeedValue[],
  test: SeedTest,
): CellDifference | null {
  const found = pairedBySeed(own, theirs, test);
  if (found === null || found.pairs < leastSeeds) return null;
  return { ...found, holm: found.p, verdict: 'cannot tell' };
}

/** The rows with their p corrected over all tests, and what each then allows to say. */
function corrected(
  rows: readonly SettingRow[],
  measures: readonly ResultMeasure[],
): Pick<ResultsTable, 'rows' | 'tests'> {
  const ps = rows.flatMap(({ cells }) => cells.flatMap(({ difference }) => difference?.p ?? []));
  const adjusted = holmAdjusted(ps).values();
  const next = (difference: Difference, measure: ResultMeasure): CellDifference => {
    const holm = difference.p === null ? null : (adjusted.next().value ?? 1);
    return { ...difference, holm, verdict: verdictOf(difference.mean, holm, measure) };
  };
  const withMarks = rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, column) => ({
      ...cell,
      difference: cell.difference && next(cell.difference, measures[column]),
    })),
  }));
  return { rows: withMarks, tests: ps.length };
}

function verdictOf(
  difference: number,
  holm: number | null,
  measure: ResultMeasure,
): CellDifference['verdict'] {
  if (holm === null || holm >= level || difference === 0) return 'cannot tell';
  const isMore = difference > 0;
  return isMore === (measureTraits[measure].better === 'more') ? 'better' : 'worse';
}
