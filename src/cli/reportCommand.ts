/**
 * `report <folder…> --out report.html`: what runs came to as one page to read and to send, with their
 * story and main charts, tables, specs, digests and the links that repeat them.
 */
import { writeFile } from 'node:fs/promises';
import { comparisonCharts } from '../analysis/report/comparisonCharts.ts';
import { comparisonReport } from '../analysis/report/comparisonReport.ts';
import { reportHtml } from '../analysis/report/reportHtml.ts';
import { runCharts } from '../analysis/report/runCharts.ts';
import { runReport } from '../analysis/report/runReport.ts';
import { outcomeOfState } from '../analysis/results/outcomeOfState.ts';
import { ownMeasures } from '../analysis/results/resultMeasures.ts';
import { resultsStory } from '../analysis/results/resultsStory.ts';
import { resultsTable } from '../analysis/results/resultsTable.ts';
import { storyText } from '../analysis/story/storyText.ts';
import { UsageError } from '../node/usageError.ts';
import type { RunState } from '../spec/run/runState.ts';
import { readRunFolder } from './runLog.ts';

/** Writes the report of one run, or of the comparison of several. @returns what to say of it. */
export async function writeReport(
  folders: readonly string[],
  out: string | undefined,
): Promise<string> {
  if (folders.length === 0 || out === undefined) {
    throw new UsageError(
      'report needs the --out folders of runs, and --out <report.html> for itself',
    );
  }
  const runs = await Promise.all(folders.map(readRunFolder));
  const html = await reportOf(runs.map(({ state }) => state));
  await writeFile(out, html).catch((error: Error) => {
    throw new UsageError(`${out}: it could not be written (${error.message})`);
  });
  return [...runs.flatMap(({ notes }) => notes), `Wrote ${out}`].join('\n');
}

async function reportOf(states: readonly RunState[]): Promise<string> {
  const [first, ...more] = states;
  const address = null;
  if (more.length === 0) {
    return reportHtml(
      await runReport(first, { story: storyText(first), charts: runCharts(first), address }),
    );
  }
  const outcomes = states.map(outcomeOfState);
  const measures = ownMeasures.filter((measure) =>
    outcomes.some((outcome) => outcome.measures[measure] !== null),
  );
  const table = resultsTable(outcomes, { measures });
  const story = resultsStory(table, null)
    .map(({ text }) => text)
    .join('');
  return reportHtml(
    await comparisonReport(table, `${states.length} runs compared`, {
      story,
      charts: comparisonCharts(table),
      address,
    }),
  );
}
