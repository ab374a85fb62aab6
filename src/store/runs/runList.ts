/**
 * The runs as the page lists them: those that are kept, each as it stands at this moment where it is
 * trained or open in this window, and those of this session that could not be kept.
 */
import type { RunAbout } from '../../storage/runs/runAbout.ts';
import { plainAbout } from '../../storage/runs/runAbout.ts';
import { summaryOf } from '../../storage/runs/runSummary.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import type { LaunchState } from './launch.ts';
import type { RunView } from './runView.ts';

/** A run of the list, and whether it is kept beyond this visit. */
export type RunLine = ListedRun & { readonly isKept: boolean };

/** What the list is made of. */
export interface RunSources {
  readonly keptRuns: readonly ListedRun[] | null;
  readonly runs: readonly RunView[];
  readonly launch: LaunchState;
}

/** Newest first, then those that cannot be read; deleted ones are left out. */
export function runList({ keptRuns, runs, launch }: RunSources): RunLine[] {
  const kept = (keptRuns ?? []).filter(({ deletedAt }) => deletedAt === null);
  const isHere = (runId: string) => launch.phase !== 'idle' && launch.runId === runId;
  const lines = kept.map((run): RunLine => {
    const view = runs.find(({ runId }) => runId === run.runId);
    const isOurs = view?.origin === 'trained here';
    const isUnderWay = isOurs ? isHere(run.runId) : run.isUnderWay;
    const isFollowed = isOurs || view?.origin === 'another window';
    const isStale = view !== undefined && !isHere(run.runId) && isBehind(view, run);
    if (run.state !== 'whole' || !isFollowed || isStale || view.newest === null) {
      return { ...run, isUnderWay, isKept: true };
    }
    return { ...run, ...summaryOf(view.newest), isUnderWay, isKept: true };
  });
  const known = new Set((keptRuns ?? []).map(({ runId }) => runId));
  const others = runs.filter(({ runId }) => !known.has(runId));
  const unkept = others.flatMap((view) => unkeptLine(view, isHere(view.runId)));
  const startedAt = (line: RunLine) => (line.state === 'whole' ? line.startedAt : 0);
  return [...lines, ...unkept].sort((a, b) => startedAt(b) - startedAt(a));
}

/** Whether another window has taken a kept run farther than this one knows of it. */
export function isBehind({ newest }: Pick<RunView, 'newest'>, kept: ListedRun): boolean {
  return kept.state === 'whole' && newest !== null && newest.updatedAt < kept.updatedAt;
}

function unkeptLine({ newest, origin }: RunView, isUnderWay: boolean): RunLine[] {
  if (newest === null) return [];
  const about: RunAbout = { ...plainAbout, origin: origin === 'imported' ? 'imported' : 'own' };
  const nothing = { bytes: { log: 0, networks: 0, other: 0 }, networks: [] };
  const summary = summaryOf(newest);
  return [{ ...about, ...nothing, ...summary, state: 'whole', isUnderWay, isKept: false }];
}
