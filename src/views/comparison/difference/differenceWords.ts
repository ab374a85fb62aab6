/**
 * The words and tables of the chart of differences, and the sentence that heads the comparison.
 * They say what the number of images allows, and no more.
 */
import {
  type ClassDifference,
  unchangedBand,
  verdictCounts,
  verdictOf,
} from '../../../analysis/comparison/classDifferences.ts';
import { fewImages } from '../../../analysis/run/runFacts.ts';
import { formatCount, formatPercent } from '../../../lib/numberFormat.ts';
import type { SplitName } from '../../../spec/units.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';
import { shortName } from '../../kit/names/className.ts';
import { accuracyText, classCountText, pointsText } from '../groups/pointsText.ts';
import { intervalFactor } from './differenceLayout.ts';

export interface RunNames {
  readonly own: string;
  readonly baseline: string;
}

/** The chart in one sentence. */
export function differenceDescription(
  rows: readonly ClassDifference[],
  names: RunNames,
  classes: readonly string[],
): string {
  if (rows.length === 0) return 'No accuracy of a class is known of both runs.';
  const { improved, unchanged, worse } = verdictCounts(rows);
  const sorted = rows.toSorted((a, b) => b.difference - a.difference);
  const [best, worst] = [sorted[0], sorted[sorted.length - 1]];
  const side = (row: ClassDifference) =>
    `${classes[row.index]} ${accuracyText(row.baseline, row.own, row.difference)}`;
  return `Of ${classCountText(rows.length)}, “${names.own}” is better than “${names.baseline}” on ${improved}, within 1 point on ${unchanged} and worse on ${worse}; from ${side(best)}, to ${side(worst)}.`;
}

/** One class for the line under the chart and for those who walk the bars by keyboard. */
export function differenceText(
  { index, own, baseline, difference, error, images }: ClassDifference,
  classes: readonly string[],
): string {
  const reach = error === null ? '' : ` ± ${(intervalFactor * error * 100).toFixed(1)}`;
  const change = `${pointsText(difference)}${reach} points${error === null ? '' : ' (95%)'}`;
  const counted = images === null ? '' : `, ${images} images`;
  return `${shortName(classes[index])}: ${formatPercent(baseline)} → ${formatPercent(own)}, ${change}${counted}`;
}

/** Warnings about what the number of images allows; empty where there are plenty. */
export function imagesWarnings(rows: readonly ClassDifference[], split: SplitName): string[] {
  const counts = rows.flatMap(({ images }) => images ?? []);
  if (counts.length === 0) return [];
  const few = counts.filter((images) => images < fewImages).length;
  const warnings =
    few === 0
      ? []
      : [
          `${few === counts.length ? 'All' : few} of ${classCountText(rows.length)} have fewer than ${fewImages} ${split} images: too few to trust their bars.`,
        ];
  const most = counts.reduce((least, images) => Math.max(least, images), 0);
  if (most * unchangedBand < 1) {
    warnings.push(
      `One image is ${(100 / Math.max(1, most)).toFixed(1)} points of its class, so “within ± 1” means exactly as many right.`,
    );
  }
  return warnings;
}

/** How many classes' intervals hold 0; null where all are clear of it. */
export function chanceNote(rows: readonly ClassDifference[]): string | null {
  const unclear = rows.filter(
    ({ difference, error }) => error !== null && Math.abs(difference) <= intervalFactor * error,
  ).length;
  if (unclear === 0) return null;
  return `For ${formatCount(unclear)} of ${classCountText(rows.length)} the 95% interval holds 0: chance alone could set the two so far apart on one class.`;
}

/** What the paper found, for where a level-wise run is compared. */
export const publishedShares =
  'The paper’s: 56% improved, 19% within ± 1, 25% worse on ImageNet1K (Fig. 5); 68, 19 and 13% on ImageNet10K (Fig. 11).';

const verdictNames = { improved: 'improved', unchanged: 'within ± 1', worse: 'worse' } as const;

export function differenceTable(
  rows: readonly ClassDifference[],
  names: RunNames,
  classes: readonly string[],
): FigureTable {
  return {
    columns: [
      { label: 'class' },
      { label: names.baseline },
      { label: names.own },
      { label: 'difference in points' },
      { label: 'standard error' },
      { label: 'images' },
      { label: 'verdict' },
    ],
    rows: rows.map((row) => [
      classes[row.index],
      formatPercent(row.baseline),
      formatPercent(row.own),
      Number((row.difference * 100).toFixed(2)),
      row.error === null ? null : Number((row.error * 100).toFixed(2)),
      row.images,
      verdictNames[verdictOf(row.difference)],
    ]),
  };
}

/** A piece of the heading; what matters is strong. */
export interface DifferencePart {
  readonly text: string;
  readonly isStrong?: boolean;
}

/** The page's heading: how many classes gain and lose, and the error as a whole. */
export function comparisonStory(
  rows: readonly ClassDifference[],
  names: RunNames,
  errorDifference: number | null,
): DifferencePart[] {
  const { improved, worse } = verdictCounts(rows);
  if (improved + worse === 0) {
    const both = `${headingName(names.own)} and ${headingName(names.baseline)}`;
    return [
      { text: `${both} are within one point of each other on every class` },
      ...errorParts(errorDifference),
    ];
  }
  return [
    { text: `${headingName(names.own)} is better than ${headingName(names.baseline)} on ` },
    { text: classCountText(improved), isStrong: true },
    { text: ' and worse on ' },
    { text: worse.toLocaleString('en-GB'), isStrong: true },
    ...errorParts(errorDifference),
  ];
}

function errorParts(difference: number | null): DifferencePart[] {
  if (difference === null) return [{ text: '.' }];
  const points = pointsText(difference).slice(1);
  if (pointsText(difference) === '0.0') return [{ text: '. The error stays the same.' }];
  return [
    { text: `. The error ${difference < 0 ? 'falls' : 'rises'} by ` },
    { text: points, isStrong: true },
    { text: ' points.' },
  ];
}

const longestHeadingName = 60;

/** Names of runs are sentences of their own at times: longer than those of classes. */
function headingName(name: string): string {
  return name.length <= longestHeadingName ? name : `${name.slice(0, longestHeadingName - 1)}…`;
}
