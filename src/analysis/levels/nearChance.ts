/**
 * Levels whose classifiers know hardly anything when adaptation begins: the labels that they draw
 * are then drawn by chance, and classes leave groups that are right (ours).
 */
import { formatPercent } from '../../lib/numberFormat.ts';
import { levelwisePartOf } from '../../spec/methods/methodFacts.ts';
import type { LevelsState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { levelSplit } from '../run/runFacts.ts';

/** A level whose classifier is near chance. */
export interface NearChance {
  readonly level: number;
  readonly accuracy: number;
  /** What saying the largest group of every image comes to. */
  readonly chance: number;
  /** r_l: its share of the gradient in the epoch before. */
  readonly share: number;
}

/** A level this far from chance to certainty, or less, is near chance. */
const nearShare = 0.2;

/** The levels near chance after the last epoch before adaptation; none before it is measured. */
export function nearChance(
  state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>,
): readonly NearChance[] {
  const { levelwise, spec } = state;
  const settings = levelwisePartOf(spec.method)?.settings;
  if (levelwise === null || settings === undefined || settings.adapt === 'none') return [];
  const { adaptFromEpoch } = settings;
  const last = levelwise.epochs.find(({ epoch }) => epoch === adaptFromEpoch - 1);
  if (last === undefined) return [];
  return levelwise.built.levels.flatMap((_, level) => measured(state, last, level) ?? []);
}

function measured(
  state: Pick<RunState, 'dataset'>,
  epoch: LevelsState,
  level: number,
): NearChance | null {
  const split = levelSplit(state);
  const accuracy = epoch.levelAccuracy[split]?.[level];
  if (accuracy === undefined) return null;
  const chance = largestShare(state.dataset.classCounts[split], epoch.levels[level].groupOf);
  const share = epoch.levelShares[level];
  return accuracy - chance < nearShare * (1 - chance) ? { level, accuracy, chance, share } : null;
}

/** The largest group's share of the images. */
function largestShare(classCounts: readonly number[], groupOf: readonly ClassIndex[]): number {
  const counts = new Map<number, number>();
  let total = 0;
  classCounts.forEach((count, index) => {
    counts.set(groupOf[index], (counts.get(groupOf[index]) ?? 0) + count);
    total += count;
  });
  return total === 0 ? 0 : Math.max(...counts.values()) / total;
}

/** The warning, with what to change; null where every level has learned something. */
export function nearChanceText(
  state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>,
): string | null {
  const levels = nearChance(state);
  if (levels.length === 0) return null;
  const told = levels.map(
    ({ level, accuracy, chance, share }) =>
      `Level ${level + 1} is near chance when adaptation begins: ${formatPercent(accuracy, 0)} right, ${formatPercent(chance, 0)} by chance, ${formatPercent(share, 0)} of the gradient.`,
  );
  return `${told.join(' ')} Labels will be drawn from a classifier that knows little. An auxiliary loss trains it; or begin later.`;
}
