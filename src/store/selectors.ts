/** What pages read of the workbench beyond its fields. Each is pure and cheap. */
import { describedPath, options } from '../spec/options.ts';
import type { RunState } from '../spec/run/runState.ts';
import { heldData, matchData } from './data/dataSet.ts';
import type { Draft } from './draft/draft.ts';
import { memoryIssue } from './draft/memoryIssue.ts';
import { startIssue } from './draft/startIssue.ts';
import { lacksNetwork } from './runs/pretrainedNetworks.ts';
import { type RunView, shownRun } from './runs/runView.ts';
import { isLookingOn } from './window/watchedRunSlice.ts';
import type { Workbench } from './workbench.ts';

/** The moment of the shown run that every view draws: a prefix of its log. */
export function shownState(workbench: Workbench): RunState | null {
  const run = shownRun(workbench);
  if (run === null || workbench.position === null) return run?.newest ?? null;
  return run.moments.atOrBefore(workbench.position) ?? run.newest;
}

/** Whether something is under way that loading the page anew would cut off: a run, or a read. */
export function isAtWork({ launch, data }: Workbench): boolean {
  return launch.phase !== 'idle' || data.phase === 'reading';
}

/** Why Train cannot be pressed now, for people; null when it can. */
export function whyNotTrain(workbench: Workbench): string | null {
  const { draft, data, launch } = workbench;
  if (launch.phase !== 'idle') return 'A run is under way.';
  if (isLookingOn(workbench)) return 'This window looks on: another window trains this run.';
  if (data.phase === 'reading') return 'The data set is being read.';
  const held = heldData(data);
  if (held === null) return 'There is no data set yet.';
  if (draft.spec === null) return firstComplaint(draft);
  if (matchData(draft.spec.dataset, held) !== 'same') {
    return 'The experiment names another data set than the one at hand.';
  }
  return lacksNetwork(draft.spec, workbench)
    ? 'The network to start from is not at hand: open its file at “Start from”.'
    : (startComplaint(workbench) ?? memoryIssue(workbench));
}

function startComplaint(workbench: Workbench): string | null {
  const issue = startIssue(workbench);
  return issue && `“Start from” ${issue.message}.`;
}

/** What is wrong with the draft, by the label of its field. */
function firstComplaint({ issues }: Draft): string {
  const [{ path, message }] = issues;
  const described = Object.entries(options).find(([option]) =>
    `${describedPath(path)}.`.startsWith(`${option}.`),
  );
  // A few values stand in files only, without a field of their own.
  if (described === undefined) return `“${path}” ${message}.`;
  return `“${described[1].label}” cannot be so; its field says why.`;
}

/** The run under way; null while nothing trains. */
export function activeRun({ runs, launch }: Workbench): RunView | null {
  if (launch.phase === 'idle') return null;
  return runs.find(({ runId }) => runId === launch.runId) ?? null;
}
