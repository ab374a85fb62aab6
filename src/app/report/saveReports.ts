/** Reports of what the page shows, as files. Fetched when one is asked for. */

import { comparisonCharts } from '../../analysis/report/comparisonCharts.ts';
import { comparisonReport } from '../../analysis/report/comparisonReport.ts';
import type { Report, ReportChart } from '../../analysis/report/report.ts';
import { reportHtml } from '../../analysis/report/reportHtml.ts';
import { runCharts } from '../../analysis/report/runCharts.ts';
import { runReport } from '../../analysis/report/runReport.ts';
import type { ResultsTable } from '../../analysis/results/resultsTable.ts';
import { storyText } from '../../analysis/story/storyText.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { saveFile } from '../../views/kit/saveFile.ts';
import { fileName } from '../../views/takeaway/fileName.ts';
import { reportCharts } from '../../views/takeaway/files/reportCharts.ts';

/** Saves the report of a run. @param withCharts whether the page shows charts of it. */
export async function saveRunReport(
  state: RunState,
  flat: RunState | null,
  withCharts: boolean,
): Promise<void> {
  const charts = withOthers(withCharts ? await reportCharts() : [], runCharts(state));
  const story = storyText(state, flat);
  save(await runReport(state, { story, charts, address: pageAddress() }));
}

/** Saves the report of a comparison with the charts that the page shows of it. */
export async function saveComparisonReport(
  table: ResultsTable,
  { title, story }: { readonly title: string; readonly story: string },
): Promise<void> {
  const charts = withOthers(await reportCharts(), comparisonCharts(table));
  save(await comparisonReport(table, title, { story, charts, address: pageAddress() }));
}

/** The charts that the page shows, and the main ones that it does not show in the open room. */
function withOthers(shown: readonly ReportChart[], main: readonly ReportChart[]): ReportChart[] {
  const titles = new Set(shown.map(({ title }) => title));
  return [...shown, ...main.filter(({ title }) => !titles.has(title))];
}

/** Without what stands behind its `#`. */
function pageAddress(): string {
  return location.href.split('#')[0];
}

function save(report: Report): void {
  saveFile(`${fileName(report.title)}-report.html`, reportHtml(report), 'text/html');
}
