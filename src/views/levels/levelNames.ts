/** What levels are called, and what a chart says before there is a tree. */
import { levelCounts } from '../../spec/methods/levelwise/levelCounts.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { hasHierarchy } from '../../spec/methods/methodFacts.ts';
import { hasEndedEarly, type RunState } from '../../spec/run/runState.ts';

/** The level-wise method of a run; null for other methods. */
export function levelwiseSpec({ spec: { method } }: Pick<RunState, 'spec'>): LevelwiseSpec | null {
  return hasHierarchy(method) ? method : null;
}

/**
 * `6 groups`, `20 groups`, `classes`: coarsest first. Before the tree is built, as far as the spec
 * decides; levels that are not known yet are left out.
 */
export function levelNames(state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>): string[] {
  const { levelwise, dataset } = state;
  const method = levelwiseSpec(state);
  const planned = method && levelCounts(method.hierarchy, dataset.classes.length);
  const counts = levelwise?.built.levels.map(({ groupCount }) => groupCount) ?? planned ?? [];
  return [...counts.map((count) => (count === 1 ? '1 group' : `${count} groups`)), 'classes'];
}

/** What a chart of the mixture says before its first measurement; null once it has one. */
export function mixtureWaiting(
  state: Pick<RunState, 'phase' | 'spec' | 'levelwise'>,
): string | null {
  const { phase, levelwise } = state;
  if (levelwise !== null && levelwise.epochs.length > 0) return null;
  if (hasEndedEarly({ phase })) return 'The run ended before the mixture began';
  const method = levelwiseSpec(state);
  if (method === null) return 'This run has no levels';
  const { from, warmupEpochs } = method.hierarchy;
  if (levelwise !== null) return `Begins with epoch ${levelwise.built.epoch + 1}`;
  const what = from === 'confusion' ? 'Ψ is measured' : 'The tree is built';
  return warmupEpochs === 0 ? `${what} first` : `${what} after epoch ${warmupEpochs}`;
}
