/** The words and the table of the errors of two runs, and of the sign test between them. */

import type { MeasureRow } from '../../analysis/comparison/measureRows.ts';
import type { ErrorRow, SignTest } from '../../analysis/comparison/overallErrors.ts';
import { formatCount, formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import type { RunNames } from './difference/differenceWords.ts';
import { pointsText } from './groups/pointsText.ts';
import { measureChange, measureNames, measureText } from './measureNames.ts';

/** The difference of the top-1 errors in one sentence. */
export function overallDescription(rows: readonly ErrorRow[], names: RunNames): string {
  const top = rows.find(({ rank }) => rank === 1);
  if (top === undefined || top.difference === null) {
    return 'The error of one of the runs is not known.';
  }
  return `The error of “${names.own}” is ${formatPercent(top.own)}, that of “${names.baseline}” ${formatPercent(top.baseline)}: ${pointsText(top.difference)} points.`;
}

export function overallTable(
  rows: readonly ErrorRow[],
  measures: readonly MeasureRow[],
  names: RunNames,
): FigureTable {
  return {
    columns: [
      { label: 'measure' },
      { label: names.baseline },
      { label: names.own },
      { label: 'change in points' },
    ],
    rows: [
      ...rows.map(({ rank, own, baseline, difference }) => [
        `top-${rank}`,
        baseline === null ? null : formatPercent(baseline),
        own === null ? null : formatPercent(own),
        difference === null ? null : Number((difference * 100).toFixed(2)),
      ]),
      ...measures.map((row) => [
        measureNames[row.measure].label,
        row.baseline === null ? null : measureText(row.measure, row.baseline),
        row.own === null ? null : measureText(row.measure, row.own),
        measureChange(row),
      ]),
    ],
  };
}

/** What the test counts: the images that tell the runs apart. */
export function signCountsText(
  { images, onlyOwn, onlyBaseline }: SignTest,
  names: RunNames,
): string {
  return `Of ${formatCount(images)} test images, ${formatCount(onlyOwn)} are read rightly by “${names.own}” only and ${formatCount(onlyBaseline)} by “${names.baseline}” only.`;
}

/** The exact test in words that promise no more than it does. */
export function signTestText({ p, onlyOwn, onlyBaseline }: SignTest): string {
  if (onlyOwn + onlyBaseline === 0) return 'No image tells the two runs apart.';
  const verdict =
    p < 0.01
      ? 'Chance alone hardly explains it.'
      : p < 0.05
        ? 'Chance alone seldom does that, yet it can.'
        : 'So these images do not tell which of the two is better.';
  return `If both networks were equally good, a difference of this size or larger would appear by chance in ${chanceWords(p)}. ${verdict}`;
}

/** The test's name and number, for those who know it. */
export function signTestName({ p }: SignTest): string {
  return `Exact sign test on pairs (McNemar), two-sided p ${p < 0.0001 ? '< 0.0001' : `= ${p.toFixed(4)}`}`;
}

/** What one run of each cannot tell. */
export function seedNote(own: Pick<RunState, 'spec'>, baseline: Pick<RunState, 'spec'>): string {
  const [mine, theirs] = [own.spec.seed, baseline.spec.seed];
  const which =
    mine === theirs
      ? `Both runs use seed ${mine}, and one seed is one seed:`
      : `The runs use different seeds, ${mine} and ${theirs}, and one run each is one run each:`;
  return `${which} the test is about these two trained networks, not about the methods. Train both with several seeds before saying that one method is better.`;
}

/** How often chance alone does it, for people: `38 of 100 repetitions`. */
export function chanceWords(p: number): string {
  for (const repetitions of [100, 1000, 10_000]) {
    const times = Math.round(p * repetitions);
    // A single digit of a hundred is too coarse below one in ten.
    if (times >= 10 || (repetitions === 10_000 && times >= 1)) {
      return `${times.toLocaleString('en-GB')} of ${repetitions.toLocaleString('en-GB')} repetitions`;
    }
  }
  return 'fewer than 1 of 10,000 repetitions';
}
