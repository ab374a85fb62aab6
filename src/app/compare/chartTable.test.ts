import { expect, it } from 'vitest';
import { resultsTable } from '../../analysis/results/resultsTable.ts';
import { sampleComparison } from '../../analysis/testing/sampleOutcomes.ts';
import { chartTable } from './chartTable.ts';

const outcomes = sampleComparison(4);
const baseline = resultsTable(outcomes, { measures: ['top1'] }).rows[1].key;

it('says of the charts what the table says, where it has all that they show', () => {
  const measures = ['top1', 'hardestFifth', 'easierHalf', 'ece'] as const;
  const table = resultsTable(outcomes, { measures, baseline, test: 'wilcoxon' });
  expect(chartTable(table, outcomes, 'wilcoxon')).toBe(table);
});

it('adds what is missing, and never tests more loosely than the table', () => {
  const table = resultsTable(outcomes, { measures: ['top1', 'ece'], baseline });
  const charts = chartTable(table, outcomes, 't');
  expect(charts.measures).toEqual(['top1', 'hardestFifth', 'easierHalf', 'ece']);
  expect(charts.baseline).toBe(1);
  for (const [place, { cells }] of table.rows.entries()) {
    const theirs = charts.rows[place].cells[0].difference?.holm ?? 1;
    expect(theirs).toBeGreaterThanOrEqual(cells[0].difference?.holm ?? 0);
  }
});
