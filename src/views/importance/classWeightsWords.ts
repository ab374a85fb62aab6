/** The words and the table of the chart of class weights. */
import { formatFixed } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import { weightsByEpoch } from './classWeightsLayout.ts';

/** Which classes weigh most and least now, in one sentence. */
export function classWeightsDescription(state: Pick<RunState, 'dataset' | 'rounds'>): string {
  const all = weightsByEpoch(state);
  const weights = all.at(-1);
  if (weights === undefined) return 'No class has a weight before training begins.';
  const at = (weight: number) =>
    `${formatFixed(weight, 2)} for ${state.dataset.classes[weights.indexOf(weight)]}`;
  const when = all.length === 1 ? 'At the start' : `After epoch ${all.length - 1}`;
  return `${when} class weights run from ${at(Math.min(...weights))} to ${at(Math.max(...weights))}, where 1 is an equal share.`;
}

/** Weights by class and epoch, the heaviest first. */
export function classWeightsTable(state: Pick<RunState, 'dataset' | 'rounds'>): FigureTable {
  const all = weightsByEpoch(state);
  const now = all.at(-1) ?? [];
  const order = [...state.dataset.classes.keys()].sort((a, b) => (now[b] ?? 1) - (now[a] ?? 1));
  return {
    columns: [
      { label: 'class' },
      ...all.map((_, epoch) => ({ label: epoch === 0 ? 'start' : `${epoch}` })),
    ],
    rows: order.map((index) => [
      state.dataset.classes[index],
      ...all.map((weights) => formatFixed(weights[index], 2)),
    ]),
  };
}
