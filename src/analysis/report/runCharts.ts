import type { RunState } from '../../spec/run/runState.ts';
import { outcomeOfState } from '../results/outcomeOfState.ts';
import { resultsTable } from '../results/resultsTable.ts';
import { comparisonCharts } from './comparisonCharts.ts';
import type { ReportChart } from './report.ts';

/** The main chart of a run, drawn without a page: its error epoch by epoch; none before the first. */
export function runCharts(state: RunState): ReportChart[] {
  return comparisonCharts(resultsTable([outcomeOfState(state)], { measures: ['top1'] }));
}
