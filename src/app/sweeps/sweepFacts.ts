/** What a comparison comes to before it is run: runs, time, bytes, and what is in its way. */
import { forecastStorage } from '../../analysis/run/storageForecast.ts';
import { costKey, type RunTimes, totalTime } from '../../analysis/sweeps/runTimes.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { dataTitle } from '../../store/data/dataSet.ts';
import {
  type DataSources,
  hasCounts,
  isToBeHad,
  type KnownData,
  knownData,
} from '../../store/data/knownData.ts';
import { dataIssues } from '../../store/draft/dataIssues.ts';
import { previewState } from '../../store/draft/previewState.ts';
import { startIssueOn } from '../../store/draft/startIssue.ts';
import type { NetworkSources } from '../../store/runs/pretrainedNetworks.ts';
import { isInLibrary } from '../../store/sweeps/keptByPlan.ts';
import { planOf } from '../../store/sweeps/plans.ts';
import type { SweepDraft } from '../../store/sweeps/sweepDraft.ts';
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
  /** Settings that their data does not suit, as far as that is known, and why. */
  readonly unfit: readonly {
    readonly setting: string;
    readonly data: string;
    readonly why: string;
  }[];
  /** Data sets that settings take and that have to be fetched or dropped first, for people. */
  readonly awaited: readonly string[];
  /** One experiment of each cost of which no time is known. */
  readonly toTime: readonly ExperimentSpec[];
}

/** What facts are taken from. */
export interface FactSources {
  readonly keptRuns: readonly ListedRun[] | null;
  readonly times: RunTimes;
  readonly data: DataSources;
  /** Where networks to start from come from. */
  readonly networks: NetworkSources;
}

export function sweepFacts(sweep: SweepSpec, sources: FactSources): SweepFacts {
  const { keptRuns, times, data } = sources;
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
    bytes: bytesOf(missing, data, times),
    unfit: settings.flatMap(({ spec, setting }) => {
      const known = knownData(spec.dataset, data);
      const why = whyUnfit(spec, known, sources);
      return why === null || known === null
        ? []
        : [{ setting: setting.name, data: known.name, why }];
    }),
    awaited: [
      ...new Set(
        specsOf(settings).flatMap(({ dataset }) =>
          isToBeHad(dataset, data) ? [] : [dataTitle(dataset.source)],
        ),
      ),
    ],
    toTime: [...new Map(untimed.map((spec) => [costKey(spec), spec])).values()],
  };
}

function whyUnfit(
  spec: ExperimentSpec,
  known: KnownData | null,
  { data, networks }: FactSources,
): string | null {
  if (known === null) return null;
  const [issue] = dataIssues(spec, known);
  if (issue !== undefined) return issue.message;
  const dataOfHash = (hash: string) => knownData({ ...spec.dataset, hash }, data);
  const start = startIssueOn(spec, known, { ...networks, dataOfHash });
  return start === null ? null : `the network to start from ${start.message}`;
}

/** Whether any of these experiments, of which no time is known, is tried: nothing foreign is, nor what has no data here. */
export function areTried(
  { isForeign }: Pick<SweepDraft, 'isForeign'>,
  specs: readonly Pick<ExperimentSpec, 'dataset'>[],
  data: DataSources,
): boolean {
  return !isForeign && specs.some(({ dataset }) => isToBeHad(dataset, data));
}

const specsOf = (runs: readonly PlannedRun[]) => runs.map(({ spec }) => spec);

function firstOfSettings(runs: readonly PlannedRun[]): PlannedRun[] {
  return [...new Map(runs.toReversed().map((run) => [run.setting.key, run])).values()].toReversed();
}

/** Logs and trained networks: checkpoints are gone once a run is finished. */
function bytesOf(runs: readonly PlannedRun[], data: DataSources, times: RunTimes): number | null {
  const bySetting = new Map<string, number>();
  let all = 0;
  for (const { spec, setting } of runs) {
    let bytes = bySetting.get(setting.key);
    if (bytes === undefined) {
      const known = knownData(spec.dataset, data);
      if (known === null || !hasCounts(known) || dataIssues(spec, known).length > 0) return null;
      const { log, networks } = forecastStorage(previewState(spec, known), times(spec));
      bytes = log + networks;
      bySetting.set(setting.key, bytes);
    }
    all += bytes;
  }
  return all;
}
