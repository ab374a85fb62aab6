import type { TimedRun } from '../../analysis/sweeps/runTimes.ts';
import type { MeasuredRun } from '../../analysis/sweeps/seenDifference.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';

const known = new WeakMap<readonly ListedRun[], readonly (TimedRun & MeasuredRun)[]>();
const none: readonly (TimedRun & MeasuredRun)[] = [];

/** The finished runs of the library that were trained here, with their times and errors. */
export function timedRuns(
  keptRuns: readonly ListedRun[] | null,
): readonly (TimedRun & MeasuredRun)[] {
  if (keptRuns === null) return none;
  const before = known.get(keptRuns);
  if (before !== undefined) return before;
  const runs = keptRuns.flatMap((run) => {
    const isOne = run.state === 'whole' && run.phase === 'finished' && run.deletedAt === null;
    if (!isOne || run.origin !== 'own' || run.testError === null) return [];
    const { spec, seconds, datasetHash, testError } = run;
    return [{ spec, seconds, datasetHash, testError }];
  });
  known.set(keptRuns, runs);
  return runs;
}
