import { shownSplit } from '../../../analysis/run/runFacts.ts';
import type { RunState } from '../../../spec/run/runState.ts';

const floors = [0.9, 0.8, 0.5];

/**
 * Where axes of class accuracy begin: 0 during the first round, then as high as every finished
 * network allows, so that classes at 97% and 99% can be told apart. Later it can only fall.
 */
export function accuracyFloor(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  split = shownSplit(state),
): number {
  const finished = state.rounds.flatMap(({ outcome }) => (outcome ? [outcome] : []));
  if (finished.length === 0) return 0;
  const lowest = finished.reduce((least, { classAccuracy, ensemble }) => {
    const all = [...(classAccuracy[split] ?? []), ...(ensemble.classAccuracy[split] ?? [])];
    return all.reduce<number>((low, share) => Math.min(low, share ?? 1), least);
  }, 1);
  return floors.find((floor) => floor <= lowest) ?? 0;
}
