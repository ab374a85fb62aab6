/** The words and the table of the gallery of mistakes. */

import { leafName } from '../../analysis/groups/treeNames.ts';
import type { Mistake, MistakeSort } from '../../analysis/mistakes/mistakeList.ts';
import type { ModelReading } from '../../analysis/mistakes/modelReadings.ts';
import { formatCount, formatPercent } from '../../lib/numberFormat.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

export const mistakeSortLabels: Readonly<Record<MistakeSort, string>> = {
  surest: 'Surest',
  severe: 'Most severe',
  'only here': 'Only here',
};

/** Rows of the table; a data set may have tens of thousands of mistakes. */
const tableRows = 2000;

/** `same group`, `2 levels apart`; null without a tree. */
export function severityText(severity: number | null): string | null {
  if (severity === null) return null;
  return severity === 1 ? 'same group' : `${severity} levels apart`;
}

/** `the ensemble`, `network 2`. */
function withArticle({ name }: ModelReading): string {
  return /\d$/.test(name) ? name : `the ${name}`;
}

/** That an order says nothing among mistakes of the same confidence. */
export function tiesText(tied: number): string {
  return tied > 1 ? `; it is equally sure of the first ${formatCount(tied)}, in their order` : '';
}

/**
 * What stands under the title.
 * @param tied how many of the first are equally sure.
 */
export function mistakesNote(
  sort: MistakeSort,
  count: number,
  images: number,
  model: ModelReading,
  tied = 1,
): string {
  const what = `${formatCount(count)} of ${formatCount(images)} test images`;
  switch (sort) {
    case 'surest':
      return `${what}, those first that ${withArticle(model)} is surest of${tiesText(tied)}`;
    case 'severe':
      return `${what}, those first that lie furthest from their class in the tree`;
    case 'only here':
      return `${what} that ${withArticle(model)} reads wrongly and another model rightly`;
  }
}

export function mistakesDescription(
  mistakes: readonly Mistake[] | null,
  classes: readonly string[],
): string {
  if (mistakes === null) return 'Mistakes are not known before the first round ends.';
  const [first] = mistakes;
  if (first === undefined) return 'There is no such mistake.';
  const sure = first.confidence === null ? '' : `, ${formatPercent(first.confidence, 0)} sure`;
  return `${formatCount(mistakes.length)} mistakes; first test image ${first.image}, ${leafName(classes[first.truth])} read as ${leafName(classes[first.readAs])}${sure}.`;
}

/** Every mistake with what each model makes of it. */
export function mistakesTable(
  mistakes: readonly Mistake[],
  models: readonly ModelReading[],
  classes: readonly string[],
): FigureTable {
  return {
    columns: [
      { label: 'test image' },
      { label: 'class' },
      ...models.flatMap(({ name }) => [{ label: name }, { label: 'confidence' }]),
      { label: 'severity' },
    ],
    rows: mistakes
      .slice(0, tableRows)
      .map(({ image, truth, severity }) => [
        image,
        classes[truth],
        ...models.flatMap(({ predicted, confidence }) => [
          classes[predicted[image]],
          confidence === null ? null : formatPercent(confidence[image]),
        ]),
        severity,
      ]),
  };
}
