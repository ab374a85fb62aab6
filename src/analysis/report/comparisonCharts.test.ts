import { expect, it } from 'vitest';
import { resultsTable } from '../results/resultsTable.ts';
import { sampleComparison, sampleOutcome } from '../testing/sampleOutcomes.ts';
import { sampleState } from '../testing/sampleRun.ts';
import { comparisonCharts } from './comparisonCharts.ts';
import { runCharts } from './runCharts.ts';

const measures = ['top1', 'hardestFifth', 'easierHalf'] as const;
const table = resultsTable(sampleComparison(4), { measures });

it('draws what hard classes gain and the error of the vote, as files that stand alone', () => {
  const charts = comparisonCharts(table);
  expect(charts.map(({ title }) => title)).toEqual([
    'What the hard ones gain, the easy ones pay',
    'Test error of the ensemble',
  ]);
  for (const { svg, description } of charts) {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>\n$/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|href|class=/);
    expect(description).toContain(table.rows[0].name);
  }
  // A point a setting beside the baseline, and the ends of the dose.
  expect(charts[0].svg.match(/<circle/g)).toHaveLength(table.rows.length - 1);
  expect(charts[0].svg).toContain('0.9');
});

it('draws the same of the same', () => {
  expect(comparisonCharts(table)).toEqual(
    comparisonCharts(resultsTable(sampleComparison(4), { measures })),
  );
});

it('draws one run alone, whose name is text whatever is in it', () => {
  const hostile = '<script>&"';
  const one = resultsTable([sampleOutcome()], {
    measures,
    nameOf: () => ({ name: hostile, note: null }),
  });
  const charts = comparisonCharts(one);
  expect(charts).toHaveLength(1);
  expect(charts[0].svg).toContain('&lt;script&gt;&amp;&quot;');
  expect(charts[0].svg).not.toContain('<script');
});

it('draws nothing of a run that has no epoch yet', () => {
  expect(runCharts(sampleState({ data: 'mnist', rounds: 1, epochs: 2 }, 1, 0))).toEqual([]);
});
