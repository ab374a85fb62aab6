/** Reports of what the page shows, as files. Fetched when one is asked for. */
import type { Report } from '../../analysis/report/report.ts';
import { reportHtml } from '../../analysis/report/reportHtml.ts';
import { runReport } from '../../analysis/report/runReport.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { saveFile } from '../../views/kit/saveFile.ts';
import { storyText } from '../../views/story/storyText.ts';
import { fileName } from '../../views/takeaway/fileName.ts';
import { reportCharts } from '../../views/takeaway/files/reportCharts.ts';

/** Saves the report of a run with the charts that a part of the page shows of it. */
export async function saveRunReport(
  state: RunState,
  flat: RunState | null,
  part: ParentNode | null,
): Promise<void> {
  const charts = part === null ? [] : await reportCharts(part);
  const story = storyText(state, flat);
  save(await runReport(state, { story, charts, address: pageAddress() }));
}

/** Without what stands behind its `#`. */
function pageAddress(): string {
  return location.href.split('#')[0];
}

function save(report: Report): void {
  saveFile(`${fileName(report.title)}-report.html`, reportHtml(report), 'text/html');
}
