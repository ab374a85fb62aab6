/** What a person does on the page of runs, as the store does it. */
import type { ProjectChoice } from '../../store/runs/projectSlice.ts';
import { actions } from '../../store/useWorkbench.ts';
import { saveFile } from '../../views/kit/saveFile.ts';
import { pickFiles } from '../pickFiles.ts';
import type { RunsActions } from './runsActions.ts';

export const runsPageActions: RunsActions = {
  open: ({ runId }) => {
    const { runs, showRun, goTo, openKeptRun } = actions();
    if (!runs.some((run) => run.runId === runId)) {
      void openKeptRun(runId);
      return;
    }
    showRun(runId);
    goTo('train');
  },
  goOn: ({ runId }) => void actions().goOnWithRun(runId),
  addRounds: ({ runId }) => actions().askForRounds(runId),
  togglePause: () => {
    const { launch, runs, commandRun } = actions();
    if (launch.phase !== 'running') return;
    const phase = runs.find(({ runId }) => runId === launch.runId)?.newest?.phase;
    void commandRun(phase === 'paused' ? 'resume' : 'pause');
  },
  rename: async ({ runs }, title) => {
    for (const { runId, isKept } of runs) {
      if (isKept) await actions().describeRun(runId, { title: title === '' ? null : title });
    }
  },
  describe: async (runIds, notes) => {
    for (const runId of runIds) await actions().describeRun(runId, { notes });
  },
  trash: (runIds) => void actions().trashRuns(runIds),
  restore: () => void actions().restoreTrashed(),
  exportRuns: (runIds, choice) => void exportRuns(runIds, choice),
  importRuns: () => void importRuns(),
  compare: (runs) => {
    const runIds = runs.map(({ runId }) => runId);
    const sets = new Set(runs.map(({ datasetHash }) => datasetHash));
    if (runs.length === 2 && sets.size === 1) void actions().compareKept(runIds);
    else actions().compareMany(runIds);
  },
  askToLast: () => void actions().askToLast(),
  dropNetworks: (runIds) => void actions().dropNetworks(runIds),
  toData: () => actions().goTo('data'),
};

async function exportRuns(runIds: readonly string[] | 'all', choice: ProjectChoice): Promise<void> {
  const archive = await actions().exportRuns(runIds, choice);
  if (archive === null) return;
  const day = new Date().toISOString().slice(0, 10);
  saveFile(`espalier-runs-${day}.zip`, archive, 'application/zip');
}

/** Asks for project files or logs and takes in what they hold; a comparison is opened. */
async function importRuns(): Promise<void> {
  const files = await pickFiles({ accept: '.zip,.jsonl,.ndjson,.txt,.json', multiple: true });
  const isComparison = ({ name }: File) => name.toLowerCase().endsWith('.json');
  const runs = files.filter((file) => !isComparison(file));
  if (runs.length > 0) await actions().importRuns(runs);
  for (const file of files.filter(isComparison)) await actions().openSweepFile(file);
}
