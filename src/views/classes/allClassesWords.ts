/** The words and the table of the strip of all classes. */
import { accuracyRowOf } from '../../analysis/rounds/accuracyRows.ts';
import type { ClassSort } from '../../analysis/rounds/sortedClasses.ts';
import { forecastImportance, scaledImportance } from '../../analysis/run/classImportance.ts';
import { decidingClassifier, onlyClassifier } from '../../analysis/run/classifierNames.ts';
import { classesByDifficulty } from '../../analysis/run/classOrder.ts';
import { ensembleAccuracy, shownSplit } from '../../analysis/run/runFacts.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

const orders: Record<ClassSort, string> = {
  error: 'hardest first',
  name: 'by name',
  gain: 'most gained first',
};

export function allClassesTitle(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  sort: ClassSort,
): string {
  const all = `All ${state.dataset.classes.length} classes`;
  const ordered = sort === 'name' || classesByDifficulty(state).classes.length > 0;
  return ordered ? `${all}, ${orders[sort]}` : all;
}

/** What the strip shows, in one sentence. */
export function allClassesDescription(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  split = shownSplit(state),
): string {
  const accuracy = ensembleAccuracy(state, split)?.filter((share) => share !== null);
  if (!accuracy || accuracy.length === 0) {
    return onlyClassifier(state) === null
      ? 'Accuracy of the ensemble is known when the first round ends.'
      : 'Accuracy at the end is known when the run has finished.';
  }
  const right = accuracy.filter((share) => share >= 0.9).length;
  const poor = accuracy.filter((share) => share < 0.5).length;
  return `The ${decidingClassifier(state)} gets at least 90% of ${right} of ${accuracy.length} classes, and less than half of ${poor}.`;
}

/** Accuracy and importance of every class, in the strip's order. */
export function allClassesTable(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  order: readonly ClassIndex[],
  split = shownSplit(state),
): FigureTable {
  const rounds = state.rounds.map(scaledImportance);
  const forecast = forecastImportance(state);
  const accuracy = accuracyRowOf(state, split);
  const isAlone = onlyClassifier(state) !== null;
  return {
    columns: [
      { label: 'class' },
      ...(isAlone ? [] : [{ label: 'newest network' }]),
      { label: decidingClassifier(state) },
      ...rounds.map((_, index) => ({ label: `importance ${index + 1}` })),
      { label: 'next' },
    ],
    rows: order.map((index) => {
      const { networks, ensemble } = accuracy(index);
      const newest = networks.findLast((network) => network.accuracy !== null)?.accuracy ?? null;
      return [
        state.dataset.classes[index],
        ...(isAlone ? [] : [shareCell(newest)]),
        shareCell(isAlone ? newest : ensemble),
        ...rounds.map((values) => formatFixed(values[index], 2)),
        forecast === null ? null : formatFixed(forecast[index], 2),
      ];
    }),
  };
}

const shareCell = (share: number | null): string | null =>
  share === null ? null : formatPercent(share);
