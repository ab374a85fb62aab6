/** The queue as its panel lists it. */
import type { RunTimes } from '../../analysis/sweeps/runTimes.ts';
import { formatDuration } from '../../lib/numberFormat.ts';
import type { KeptQueue } from '../../storage/sweeps/keptQueue.ts';
import type { ListedSweep } from '../../storage/sweeps/keptSweep.ts';
import { dataTitle } from '../../store/data/dataSet.ts';
import { keptByPlan } from '../../store/sweeps/keptByPlan.ts';
import { plannedRun } from '../../store/sweeps/plans.ts';
import type { QueueState } from '../../store/sweeps/queueState.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';

export interface QueueLine {
  readonly hash: string;
  /** The setting: `Complementary, μ 0.5`. */
  readonly name: string;
  /** `seed 15 · 10 s`, `seed 3 · resumes at epoch 23`. */
  readonly note: string;
  /** Name of the comparison that it belongs to. */
  readonly sweep: string;
  /** Why it did not come to its end; null while it waits. */
  readonly failure: string | null;
  /** The data set that it waits for, as that is not here; null where it waits for its turn alone. */
  readonly lacks: string | null;
}

export interface QueueSources {
  readonly sweeps: readonly ListedSweep[] | null;
  readonly keptRuns: readonly ListedRun[] | null;
  readonly times: RunTimes;
}

/** The first lines of a queue, as many as are asked for. */
export function queueLines(
  { runs, lacking }: Pick<QueueState, 'runs' | 'lacking'>,
  count: number,
  sources: QueueSources,
): QueueLine[] {
  const { sweeps, keptRuns, times } = sources;
  return runs.slice(0, count).map(({ hash, sweep, failure }) => {
    const planned = plannedRun(sweeps, { hash, sweep });
    const kept = sweeps?.find(({ id }) => id === sweep);
    const begun = keptRuns === null ? undefined : keptByPlan(keptRuns).get(hash)?.at(0);
    const seconds = planned === null ? null : times(planned.spec);
    const notes = [
      planned === null ? null : `seed ${planned.seed}`,
      begun === undefined || begun.epoch === 0
        ? null
        : `resumes at round ${begun.round}, epoch ${begun.epoch}`,
      seconds === null ? null : formatDuration(seconds),
    ];
    return {
      hash,
      name: planned?.setting.name ?? 'A run that cannot be read',
      note: notes.filter((note) => note !== null).join(' · '),
      sweep: kept?.state === 'whole' ? kept.sweep.name : '',
      failure: failure === null ? null : `${failure.message} ${failure.remedy}`.trim(),
      lacks: planned === null || !lacking.has(hash) ? null : dataTitle(planned.spec.dataset.source),
    };
  });
}

/** Seconds until all that wait are trained, and how many of them no time is known of. */
export function queueTime(
  { runs }: KeptQueue,
  current: { readonly hash: string | null; readonly left: number | null },
  { sweeps, times }: Pick<QueueSources, 'sweeps' | 'times'>,
): { readonly seconds: number; readonly unknown: number } {
  let seconds = 0;
  let unknown = 0;
  for (const run of runs) {
    if (run.failure !== null) continue;
    const planned = plannedRun(sweeps, run);
    const ofRun =
      run.hash === current.hash && current.left !== null
        ? current.left
        : planned === null
          ? null
          : times(planned.spec);
    if (ofRun === null) unknown++;
    else seconds += ofRun;
  }
  return { seconds, unknown };
}
