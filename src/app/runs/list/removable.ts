import type { LibraryRun } from '../../../analysis/library/libraryRun.ts';

/** Runs that can be deleted: kept, and not under way. */
export function removable(runs: readonly LibraryRun[]): string[] {
  return runs
    .filter(({ isKept, state }) => isKept && state !== 'training' && state !== 'elsewhere')
    .map(({ runId }) => runId);
}
