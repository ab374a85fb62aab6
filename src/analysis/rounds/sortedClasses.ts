import { compareNames } from '../../lib/nameOrder.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { descending, errorOf } from '../run/classOrder.ts';
import { ensembleAccuracy, networkAccuracy, shownSplit } from '../run/runFacts.ts';

/** By the first network's error, by name, or by what the vote gains over that network. */
export type ClassSort = 'error' | 'name' | 'gain';

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
      return [...names.keys()].sort((a, b) => compareNames(names[a], names[b]) || a - b);
    case 'gain':
      return descending(names.map((_, index) => gainOf(ensemble?.[index], first?.[index])));
    case 'error':
      return descending(names.map((_, index) => errorOf(first?.[index])));
  }
}

function gainOf(ensemble: number | null | undefined, first: number | null | undefined): number {
  return typeof ensemble === 'number' && typeof first === 'number' ? ensemble - first : -2;
}
