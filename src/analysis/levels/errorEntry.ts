/** At which level errors enter, and how far mistakes go in the tree, epoch by epoch. */
import type { RunState } from '../../spec/run/runState.ts';
import type { Epoch } from '../../spec/units.ts';
import { levelSplit } from '../run/runFacts.ts';

/** One moment: shares of all images, the coarsest level first, and their sum. */
export interface EntryRow {
  readonly epoch: Epoch;
  readonly shares: readonly number[];
  /** The top-1 error. */
  readonly error: number;
  /** Mean tree distance of a mistake, in levels; null without mistakes. */
  readonly severity: number | null;
}

/** Every epoch measured, in order. */
export function errorEntries({
  dataset,
  levelwise,
}: Pick<RunState, 'dataset' | 'levelwise'>): EntryRow[] {
  const split = levelSplit({ dataset });
  return (levelwise?.epochs ?? []).flatMap(({ epoch, errorEntry, severity }) => {
    const shares = errorEntry[split];
    if (shares === undefined) return [];
    const error = shares.reduce((sum, share) => sum + share, 0);
    return [{ epoch, shares, error, severity: severity[split] ?? null }];
  });
}

/** The first epoch measured and the newest one; the same twice after one epoch, none before. */
export function entryRows(state: Pick<RunState, 'dataset' | 'levelwise'>): EntryRow[] {
  const rows = errorEntries(state);
  return rows.length === 0 ? [] : [rows[0], rows[rows.length - 1]];
}

/** The farthest that a mistake can go: up to the root of the tree that distances are measured in. */
export function farthestMistake({ levelwise }: Pick<RunState, 'levelwise'>): number | null {
  if (levelwise === null) return null;
  const { coarseLabels, levels } = levelwise.built;
  return (coarseLabels === null ? levels.length : 1) + 1;
}
