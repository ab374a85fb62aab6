/**
 * The page of runs with made-up runs, for looking at (development only): `npx vite`, then open
 * `/src/app/runs/testing/runs.html?runs=105&theme=dark`. `lasting=promised`, `kind=memory` and
 * `trashed=2` show other states; beyond 105 runs each has a line of its own.
 */
import '@fontsource-variable/inter';
import '@fontsource-variable/source-serif-4';
import '@fontsource-variable/jetbrains-mono';
import { createRoot } from 'react-dom/client';
import { sampleLibrary, sampleNow } from '../../../analysis/testing/sampleLibrary.ts';
import type { StorageFacts } from '../../../views/runs/storageFacts.ts';
import { RunsSheet } from '../RunsSheet.tsx';
import type { RunsActions } from '../runsActions.ts';

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
const runs = sampleLibrary(Number(query.get('runs') ?? 105));
const sum = (of: (run: (typeof runs)[number]) => number) =>
  runs.reduce((all, run) => all + of(run), 0);
const networks = sum(({ networkBytes }) => networkBytes);
const storage: StorageFacts = {
  kind: query.get('kind') === 'memory' ? 'memory' : 'browser',
  logs: sum(({ bytes }) => bytes) - networks,
  networks,
  datasets: 65_000_000,
  lasting: query.get('lasting') === 'promised' ? 'promised' : 'not yet',
  usedShare: Number(query.get('used') ?? 0.1),
  forgetsAfterWeek: query.has('safari'),
};
const nothing = () => {};
const on: RunsActions = {
  open: nothing,
  goOn: nothing,
  addRounds: nothing,
  togglePause: nothing,
  rename: nothing,
  describe: nothing,
  trash: nothing,
  restore: nothing,
  exportRuns: nothing,
  importRuns: nothing,
  compare: nothing,
  askToLast: nothing,
  dropNetworks: nothing,
  toData: nothing,
};
const root = document.getElementById('root');
if (root) {
  root.style.display = 'grid';
  root.style.height = '100dvh';
  createRoot(root).render(
    <RunsSheet
      runs={runs}
      unreadable={query.has('unreadable') ? [{ runId: 'b2', why: 'newer', bytes: 81_000 }] : []}
      storage={storage}
      isBusy={false}
      isPaused={false}
      trashed={Number(query.get('trashed') ?? 0)}
      now={sampleNow}
      timeLeft={() => '1 min 05 s left'}
      tiles={() => null}
      comparisons={null}
      on={on}
    />,
  );
}
