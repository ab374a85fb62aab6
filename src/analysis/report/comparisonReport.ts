/** The report of a comparison of many runs: its table, and what each run must come to again. */
import { formatDuration } from '../../lib/numberFormat.ts';
import { espalierVersion } from '../../spec/version.ts';
import type { ResultsTable } from '../results/resultsTable.ts';
import { resultsText } from '../tables/resultsText.ts';
import type { TextTable } from '../tables/textTable.ts';
import type { Report } from './report.ts';
import { reportSpec } from './reportSpec.ts';
import type { ReportFrame } from './runReport.ts';

/** The report of a table of results. @param title of the comparison. */
export async function comparisonReport(
  table: ResultsTable,
  title: string,
  frame: ReportFrame,
): Promise<Report> {
  return {
    story: frame.story,
    charts: frame.charts,
    title,
    tables: [
      { heading: 'Results', table: resultsText(table) },
      { heading: 'What repeats must come to', table: runsTable(table) },
    ],
    // Runs of a setting differ in their seeds alone, which the table of runs names.
    specs: await Promise.all(
      table.rows.map(({ name, outcomes: [{ spec }] }) => {
        const one = `${name}, seed ${spec.seed}`;
        return reportSpec(one, spec, null, frame.address);
      }),
    ),
    espalier: espalierVersion,
  };
}

function runsTable({ rows }: ResultsTable): TextTable {
  const labels = ['setting', 'seed', 'digest', 'experiment', 'data', 'device', 'Espalier', 'time'];
  return {
    columns: labels.map((label) => ({ label })),
    rows: rows.flatMap(({ name, outcomes }) =>
      outcomes.map((outcome) => [
        name,
        String(outcome.spec.seed),
        outcome.digest,
        outcome.specHash,
        outcome.datasetHash,
        outcome.device,
        outcome.espalier,
        formatDuration(outcome.seconds),
      ]),
    ),
  };
}
