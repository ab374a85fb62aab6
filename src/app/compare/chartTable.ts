/** The table that the charts beside a table are drawn of. */
import type { SeedTest } from '../../analysis/results/pairedBySeed.ts';
import { resultMeasures } from '../../analysis/results/resultMeasures.ts';
import { type ResultsTable, resultsTable } from '../../analysis/results/resultsTable.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { settingKey } from '../../analysis/results/settings.ts';

/** What the charts read, whichever columns are shown. */
export const charted = ['top1', 'hardestFifth', 'easierHalf'] as const;

/**
 * The table itself where it has all that is charted, so that both say the same; else with the missing
 * measures beside its own, whose tests Holm's correction counts too.
 */
export function chartTable(
  table: ResultsTable,
  outcomes: readonly RunOutcome[],
  test: SeedTest,
): ResultsTable {
  const isNeeded = new Set<string>([...table.measures, ...charted]);
  if (isNeeded.size === table.measures.length) return table;
  const measures = resultMeasures.filter((measure) => isNeeded.has(measure));
  const baseline = table.rows.at(table.baseline)?.key ?? null;
  const names = new Map(table.rows.map(({ key, name, note }) => [key, { name, note }]));
  const nameOf = (outcome: RunOutcome) => names.get(settingKey(outcome)) ?? null;
  return resultsTable(outcomes, { measures, baseline, test, nameOf });
}
