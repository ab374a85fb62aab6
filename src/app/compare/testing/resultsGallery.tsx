/**
 * The page that compares, with made-up runs, for looking at (development only): `npx vite`, then open
 * `/src/app/compare/testing/results.html?seeds=20&theme=dark`. `view` is one of the page's views;
 * `settings=1` leaves a setting alone.
 */
import '@fontsource-variable/inter';
import '@fontsource-variable/source-serif-4';
import '@fontsource-variable/jetbrains-mono';
import { createRoot } from 'react-dom/client';
import { sampleComparison } from '../../../analysis/testing/sampleOutcomes.ts';
import { resultViews } from '../../../store/runs/resultsSlice.ts';
import { actions } from '../../../store/useWorkbench.ts';
import { CompareRuns } from '../CompareRuns.tsx';

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
const seeds = Number(query.get('seeds') ?? 20);
const outcomes = sampleComparison(seeds, Number(query.get('settings') ?? 13));
const view = resultViews.find((each) => each === query.get('view')) ?? 'table';
actions().showResultsAs(view);
const root = document.getElementById('root');
if (root) {
  root.style.display = 'grid';
  root.style.height = '100dvh';
  const choice = { key: 'all', title: 'Glyphs, CNN 8, 16', runs: [], collected: null };
  createRoot(root).render(
    <CompareRuns
      chosen={{
        choices: [choice],
        chosen: choice,
        choose: () => {},
        outcomes,
        waiting: 0,
        unread: 0,
      }}
    />,
  );
}
