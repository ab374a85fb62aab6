/** The words and the table of the chart of strength against gain. */
import { correlationInterval } from '../../../algorithms/metrics/correlation.ts';
import {
  type StrengthPoint,
  strengthCorrelation,
} from '../../../analysis/groups/groupStrengths.ts';
import { formatCount, formatPercent } from '../../../lib/numberFormat.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';
import { pointsText } from './pointsText.ts';

/** Fewer classes than this carry no correlation worth reading into. */
const fewClasses = 10;

/** The correlation in words that promise no more than it does. */
export function correlationText(points: readonly StrengthPoint[]): string {
  const n = points.length;
  const r = strengthCorrelation(points);
  if (n < 3) return `Only ${n} of these classes: a correlation needs three.`;
  if (r === null) return `No correlation over ${n} classes: one of the two numbers never varies.`;
  const said = `Pearson’s r = ${signed(r)} over n = ${formatCount(n)} classes`;
  if (n < fewClasses) return `${said}, too few to read anything into it.`;
  const interval = correlationInterval(r, n);
  const [low, high] = interval ?? [r, r];
  const within = interval === null ? '' : `, 95% interval ${signed(low)} to ${signed(high)}`;
  if (low <= 0 && high >= 0) return `${said}${within}: that is no clear connection.`;
  const direction = r < 0 ? 'less' : 'more';
  return `${said}${within}: classes held more strongly tend to gain ${direction}. That says nothing of why.`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`;
}

export function strengthTable(
  points: readonly StrengthPoint[],
  groupNames: readonly string[],
  classes: readonly string[],
): FigureTable {
  return {
    columns: [
      { label: 'class' },
      { label: 'group before' },
      { label: 'strength' },
      { label: 'gain in points' },
    ],
    rows: points.map(({ index, group, strength, gain }) => [
      classes[index],
      groupNames[group],
      strength.toFixed(3),
      Number((gain * 100).toFixed(2)),
    ]),
  };
}

/** One class, for the line under the chart. */
export function strengthText(
  { index, group, strength, gain }: StrengthPoint,
  groupNames: readonly string[],
  classes: readonly string[],
): string {
  return `${classes[index]}: ${formatPercent(strength, 0)} of its images stayed in “${groupNames[group]}”, ${pointsText(gain)} points`;
}
