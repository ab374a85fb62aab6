/** The words of where errors enter and how far mistakes go, when first measured and now. */
import { entryRows, errorEntries, farthestMistake } from '../../analysis/levels/errorEntry.ts';
import { levelSplit } from '../../analysis/run/runFacts.ts';
import { stepUp } from '../../analysis/scales/scale.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import { levelNames, mixtureWaiting } from './levelNames.ts';

/** What it means that an error enters at each level. */
export function entryNames(state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>): string[] {
  const names = levelNames(state).slice(0, -1);
  if (names.length === 0) return ['classes'];
  return [...names.map((name) => `wrong of ${name}`), 'right group, wrong class'];
}

const shareLadder: readonly number[] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/** The length of the axis: the largest error measured so far, in steps. */
export function entryLimit(newest: Pick<RunState, 'dataset' | 'levelwise'>): number {
  return stepUp(
    errorEntries(newest).reduce((most, { error }) => Math.max(most, error), 0.01),
    shareLadder,
  );
}

/** What the distances mean, in plain words. */
export function severityNote(state: Pick<RunState, 'levelwise'>): string {
  const farthest = farthestMistake(state);
  if (farthest === null || farthest < 2) return '1 is a mistake within one group';
  const tree = state.levelwise?.built.coarseLabels ? 'the coarse labels' : 'the tree as built';
  return `1 is a mistake within a group, ${farthest} one between the farthest; by ${tree}`;
}

/** What the figure shows, in one sentence. */
export function entryDescription(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'levelwise'>,
): string {
  const [, now] = entryRows(state);
  if (now === undefined) {
    return `Where errors enter is not known yet. ${mixtureWaiting(state) ?? 'It was not measured'}.`;
  }
  const names = entryNames(state);
  const parts = now.shares.map((share, at) => `${names[at]} ${formatPercent(share)}`);
  const severity =
    now.severity === null
      ? ''
      : ` A mistake goes ${formatFixed(now.severity, 2)} levels up on average.`;
  return `Of ${levelSplit(state)} images ${formatPercent(now.error)} are wrong: ${parts.join(', ')}.${severity}`;
}

/** Both moments, a column a level. */
export function entryTable(state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>): FigureTable {
  return {
    columns: ['epoch', ...entryNames(state), 'error', 'mean distance'].map((label) => ({ label })),
    rows: entryRows(state).map(({ epoch, shares, error, severity }) => [
      `${epoch}`,
      ...shares.map((share) => formatPercent(share, 2)),
      formatPercent(error, 2),
      severity === null ? null : formatFixed(severity, 3),
    ]),
  };
}

/** How much ink a level's segment has: the coarsest, the gravest error, by far the most. */
export function entryInk(level: number, levels: number): number {
  if (level === 0 && levels > 1) return 0.84;
  const place = levels < 3 ? 0 : (level - 1) / (levels - 2);
  return 0.36 - 0.2 * place;
}
