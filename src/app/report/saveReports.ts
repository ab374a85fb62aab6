/** Reports of what the page shows, as files. Fetched when one is asked for. */
import { comparisonReport } from '../../analysis/report/comparisonReport.ts';
import type { Report } from '../../analysis/report/report.ts';
import { reportHtml } from '../../analysis/report/reportHtml.ts';
import { runReport } from '../../analysis/report/runReport.ts';
import type { ResultsTable } from '../../analysis/results/resultsTable.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { saveFile } from '../../views/kit/saveFile.ts';
import { storyText } from '../../views/story/storyText.ts';
import { fileName } from '../../views/takeaway/fileName.ts';
import { reportCharts } from '../../views/takeaway/files/reportCharts.ts';

/** Saves the report of a run. @param withCharts whether the page shows charts of it. */
export async function saveRunReport(
  state: RunState,
  flat: RunState | null,
  withCharts: boolean,
): Promise<void> {
  const charts = withCharts ? await reportCharts() : [];
  const story = storyText(state, flat);
  save(await runReport(state, { story, charts, address: pageAddress() }));
}

/** Saves the report of a comparison with the charts that the page shows of it. */
export async function saveComparisonReport(
  table: ResultsTable,
  { title, story }: { readonly title: string; readonly story: string },
): Promise<void> {
  const charts = await reportCharts();
  save(await comparisonReport(table, title, { story, charts, address: pageAddress() }));
}

/** Without what stands behind its `#`. */
function pageAddress(): string {
  return location.href.split('#')[0];
}

function save(report: Report): void {
  saveFile(`${fileName(report.title)}-report.html`, reportHtml(report), 'text/html');
}
