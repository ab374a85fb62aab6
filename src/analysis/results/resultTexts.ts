/** Results in words and digits: values, reaches, signed changes, and what marks mean. */
import { measureTraits, type ResultMeasure } from './resultMeasures.ts';
import type { CellDifference, ResultCell, SettingRow } from './resultsTable.ts';
import { seedsText } from './seedsText.ts';

/** Shares are written in percent with one digit, levels with two. */
function scaled(measure: ResultMeasure, value: number): string {
  const isShare = measureTraits[measure].unit === 'share';
  return isShare ? (100 * value).toFixed(1) : value.toFixed(2);
}

/** `28.1`, of errors and accuracies in percent; a dash where it is unknown. */
export function valueText(measure: ResultMeasure, value: number | null): string {
  return value === null ? '–' : scaled(measure, value);
}

/** `± 0.4`; empty without an interval. */
export function reachText(measure: ResultMeasure, { mean, interval }: ResultCell): string {
  return mean === null || interval === null ? '' : `± ${scaled(measure, interval.high - mean)}`;
}

/** `+2.5`, `−1.1`. */
export function changeText(measure: ResultMeasure, change: number): string {
  const text = scaled(measure, Math.abs(change));
  return `${change < 0 ? '−' : '+'}${text}`;
}

/** What stands in the corner of a cell: the signed change where the test allows it, else ≈. */
export function markText(measure: ResultMeasure, difference: CellDifference | null): string {
  if (difference === null) return '';
  return difference.verdict === 'cannot tell' ? '≈' : changeText(measure, difference.mean);
}

/** `%, lower is better`, `% right`, `% of 12 classes`, `levels, lower is better`. */
export function unitText(measure: ResultMeasure, hardClasses: HardCounts | null): string {
  const { unit, better } = measureTraits[measure];
  if (unit === 'levels') return 'levels, lower is better';
  if (better === 'less') return '%, lower is better';
  const counted = hardClasses === null ? undefined : hardClasses[measure];
  return counted === undefined ? '% right' : `% of ${counted} classes`;
}

/** Classes that stand behind the measures of the ends of the list. */
export type HardCounts = Readonly<Partial<Record<ResultMeasure, number>>>;

/** The hardest fifth is rounded up, the easier half down. */
export function hardCounts(classes: number): HardCounts {
  const hard = Math.ceil(classes / 5);
  return {
    hardestFifth: hard,
    hardestFifthOfBaseline: hard,
    easierHalf: Math.floor(classes / 2),
  };
}

/** p as people write it: `0.003`, `< 0.001`. */
export function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** All of a cell in one sentence: for who does not see it, and below the table. */
export function cellSentence(
  measure: ResultMeasure,
  { name, note, seeds }: Pick<SettingRow, 'name' | 'note' | 'seeds'>,
  cell: ResultCell,
  baselineName: string,
): string {
  const { label, unit } = measureTraits[measure];
  const points = unit === 'share' ? 'points' : 'levels';
  const of = note === null ? name : `${name} (${note})`;
  const known = cell.values.length === 1 ? `seed ${cell.values[0].seed}` : seedsOf(seeds);
  const value = `${valueText(measure, cell.mean)}${unit === 'share' ? '%' : ' levels'}`;
  const reach = reachText(measure, cell);
  const start = `${label} of ${of}: ${cell.mean === null ? 'not known' : `${value}${reach && ` ${reach}`}, ${known}`}.`;
  const { difference } = cell;
  if (difference === null) return start;
  const change = `${start} ${changeText(measure, difference.mean)} ${points} against ${baselineName}`;
  if (difference.p === null || difference.holm === null) {
    return `${change} in each of ${difference.pairs} pairs: all differ by the same, and no t test can be made.`;
  }
  const low = changeText(measure, difference.low);
  const high = changeText(measure, difference.high);
  return `${change} (95% ${low} to ${high}), p ${pText(difference.p)}, after Holm ${pText(difference.holm)}, ${difference.pairs} pairs: ${verdictText[difference.verdict]}.`;
}

const verdictText: Readonly<Record<CellDifference['verdict'], string>> = {
  better: 'better',
  worse: 'worse',
  'cannot tell': 'it cannot be told',
};

function seedsOf(seeds: readonly number[]): string {
  return `seeds ${seedsText(seeds)}`;
}
