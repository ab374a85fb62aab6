import { descending, errorOf } from '../../analysis/run/classOrder.ts';
import { ensembleAccuracy, networkAccuracy, shownSplit } from '../../analysis/run/runFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';

/** What the strip of all classes can be ordered by. */
export const classSorts = [
  { id: 'error', label: 'First-round error' },
  { id: 'name', label: 'Name' },
  { id: 'gain', label: 'Gain' },
] as const;

export type ClassSort = (typeof classSorts)[number]['id'];

const collator = new Intl.Collator('en', { numeric: true, caseFirst: 'upper' });

/** Classes in an order; those whose number is not known keep the order of the data set. */
export function sortedClasses(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  sort: ClassSort,
): ClassIndex[] {
  const names = state.dataset.classes;
  const split = shownSplit(state);
  const first = state.rounds[0] ? networkAccuracy(state.rounds[0], split) : null;
  const ensemble = ensembleAccuracy(state, split);
  switch (sort) {
    case 'name':
      return [...names.keys()].sort((a, b) => collator.compare(names[a], names[b]) || a - b);
    case 'gain':
      return descending(names.map((_, index) => gainOf(ensemble?.[index], first?.[index])));
    case 'error':
      return descending(names.map((_, index) => errorOf(first?.[index])));
  }
}

function gainOf(ensemble: number | null | undefined, first: number | null | undefined): number {
  return typeof ensemble === 'number' && typeof first === 'number' ? ensemble - first : -2;
}

/** The class so many places further in an order, held within it; the first when there is none. */
export function walked(
  order: readonly ClassIndex[],
  from: ClassIndex | null,
  places: number,
): ClassIndex {
  const at = from === null ? -1 : order.indexOf(from);
  if (at === -1) return order[0];
  return order[Math.min(order.length - 1, Math.max(0, at + places))];
}
