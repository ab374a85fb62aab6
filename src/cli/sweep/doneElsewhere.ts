import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import { gatheredRuns } from './gatheredRuns.ts';

/** Places of the runs that files of results hold. @throws UsageError for one that cannot be read. */
export async function doneElsewhere(
  runs: readonly PlannedRun[],
  files: readonly string[],
): Promise<ReadonlySet<number>> {
  const { byRun } = await gatheredRuns(runs, files);
  const done = [...byRun].filter(([, found]) => found.some(({ phase }) => phase === 'finished'));
  return new Set(done.map(([index]) => index));
}
