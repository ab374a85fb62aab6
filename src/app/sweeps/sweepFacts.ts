/** What a comparison comes to before it is run: runs, time, bytes, and what is in its way. */
import { forecastStorage } from '../../analysis/run/storageForecast.ts';
import { costKey, type RunTimes, totalTime } from '../../analysis/sweeps/runTimes.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { matchData } from '../../store/data/dataSet.ts';
import { dataIssues } from '../../store/draft/dataIssues.ts';
import { previewState } from '../../store/draft/previewState.ts';
import { isInLibrary } from '../../store/sweeps/keptByPlan.ts';
import { planOf } from '../../store/sweeps/plans.ts';
import type { SweepDraft } from '../../store/sweeps/sweepDraft.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';

export interface SweepFacts {
  readonly runs: number;
  readonly settings: number;
  readonly seeds: number;
  /** Runs that the library has finished already. */
  readonly known: number;
  /** Of the runs that are to be trained. */
  readonly seconds: number;
  /** How many of those no time is known of. */
  readonly untimed: number;
  /** Of those of the first seed alone. */
  readonly first: { readonly runs: number; readonly seconds: number; readonly untimed: number };
  /** What the runs will take where they are kept; null where that cannot be told. */
  readonly bytes: number | null;
  /** Settings that the data at hand does not suit, and why. */
  readonly unfit: readonly { readonly setting: string; readonly why: string }[];
  /** One experiment of each cost of which no time is known. */
  readonly toTime: readonly ExperimentSpec[];
}

/** What facts are taken from. */
export interface FactSources {
  readonly keptRuns: readonly ListedRun[] | null;
  readonly times: RunTimes;
  readonly held: DatasetView | null;
}

export function sweepFacts(sweep: SweepSpec, { keptRuns, times, held }: FactSources): SweepFacts {
  const runs = [...planOf(sweep).values()];
  const settings = firstOfSettings(runs);
  const missing = runs.filter(({ hash }) => !isInLibrary(keptRuns, hash));
  const first = missing.filter(({ seed }) => seed === sweep.seeds[0]);
  const { seconds, unknown } = totalTime(specsOf(missing), times);
  const firstTime = totalTime(specsOf(first), times);
  const untimed = specsOf(settings).filter((spec) => times(spec) === null);
  return {
    runs: runs.length,
    settings: settings.length,
    seeds: sweep.seeds.length,
    known: runs.length - missing.length,
    seconds,
    untimed: unknown,
    first: { runs: first.length, seconds: firstTime.seconds, untimed: firstTime.unknown },
    bytes: bytesOf(missing, held, times),
    unfit: settings.flatMap(({ spec, setting }) => {
      const [issue] = dataIssues(spec, held);
      return issue === undefined ? [] : [{ setting: setting.name, why: issue.message }];
    }),
    toTime: [...new Map(untimed.map((spec) => [costKey(spec), spec])).values()],
  };
}

/** Whether settings of which no time is known are tried: nothing foreign is, nor what has no data at hand. */
export function areTried(
  { isForeign, value }: Pick<SweepDraft, 'isForeign' | 'value'>,
  held: DatasetView | null,
): boolean {
  return !isForeign && held !== null && matchData(value.base.dataset, held) === 'same';
}

const specsOf = (runs: readonly PlannedRun[]) => runs.map(({ spec }) => spec);

function firstOfSettings(runs: readonly PlannedRun[]): PlannedRun[] {
  return [...new Map(runs.toReversed().map((run) => [run.setting.key, run])).values()].toReversed();
}

/** Logs and trained networks: checkpoints are gone once a run is finished. */
function bytesOf(
  runs: readonly PlannedRun[],
  held: DatasetView | null,
  times: RunTimes,
): number | null {
  const bySetting = new Map<string, number>();
  let all = 0;
  for (const { spec, setting } of runs) {
    let bytes = bySetting.get(setting.key);
    if (bytes === undefined) {
      if (held === null || matchData(spec.dataset, held) !== 'same') return null;
      if (dataIssues(spec, held).length > 0) return null;
      const { log, networks } = forecastStorage(previewState(spec, held), times(spec));
      bytes = log + networks;
      bySetting.set(setting.key, bytes);
    }
    all += bytes;
  }
  return all;
}
