import { expect, test } from 'vitest';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { startingMethod } from '../../spec/methods/methodFacts.ts';
import type { ResultMeasure } from '../results/resultMeasures.ts';
import { resultsTable } from '../results/resultsTable.ts';
import type { RunOutcome } from '../results/runOutcome.ts';
import { sampleOutcome } from '../testing/sampleOutcomes.ts';
import { resultsText } from './resultsText.ts';
import { tableCsv } from './tableCsv.ts';
import { tableLatex } from './tableLatex.ts';
import { tableMarkdown } from './tableMarkdown.ts';

const around = { rounds: 4, classCount: 62, epochs: 5 };

function runs(mu: number, measure: ResultMeasure, values: readonly number[]): RunOutcome[] {
  const method = { ...startingMethod('complementary', around), mu } as ExperimentSpec['method'];
  return values.map((value, index) => {
    const outcome = sampleOutcome({ method, seed: index + 1 });
    return { ...outcome, measures: { ...outcome.measures, [measure]: value } };
  });
}

const base = runs(0.5, 'top1', [0.28, 0.29, 0.27, 0.3]);
const better = runs(0.7, 'top1', [0.24, 0.252, 0.231, 0.259]);
const alike = runs(0.9, 'top1', [0.23, 0.31, 0.22, 0.26]);
const named = (...outcomes: RunOutcome[]) =>
  resultsTable(outcomes, {
    measures: ['top1'],
    nameOf: ({ spec }) => ({
      name: `=mu_${'mu' in spec.method ? spec.method.mu : '?'}`,
      note: null,
    }),
  });

test('means stand beside half their interval, the best in bold where the test allows', () => {
  const text = resultsText(named(...base, ...better));
  expect(text.columns.map(({ label }) => label)).toEqual(['setting', 'seeds', 'Top-1 error (%)']);
  expect(text.rows).toEqual([
    ['=mu_0.5', 4, '28.50 ± 2.05'],
    ['=mu_0.7', 4, { text: '24.55 ± 1.98', bold: true }],
  ]);
});

test('a best value that no test tells from the baseline is not bold', () => {
  const text = resultsText(named(...base, ...alike));
  expect(text.rows[1][2]).toBe('25.50 ± 6.43');
  expect(text.notes?.join(' ')).toContain('Nothing is bold');
});

test('a best value that differs by the same in every pair has no test, and is not bold', () => {
  const text = resultsText(named(...base, ...runs(0.7, 'top1', [0.18, 0.19, 0.17, 0.2])));
  expect(text.rows[1][2]).toBe('18.50 ± 2.05');
  expect(text.notes).toContain(
    'In one cell all pairs differ from the baseline by the same, so that no t test can be made.',
  );
  expect(tableCsv(text)).toContain(',,,4,no test');
  expect(tableLatex(text)).not.toContain('\\textbf');
});

test('a baseline is bold where it is told from every other row', () => {
  const worse = (table: ReturnType<typeof named>) => resultsText(table).rows.map((row) => row[2]);
  expect(worse(named(...better, ...base))[0]).toMatchObject({ bold: true });
  expect(worse(named(...better, ...base, ...alike))[0]).not.toMatchObject({ bold: true });
});

test('below three seeds there is neither an interval nor bold', () => {
  const text = resultsText(named(...base.slice(0, 2), ...better.slice(0, 2)));
  expect(text.rows.map((row) => row[2])).toEqual(['28.50', '24.60']);
  expect(text.notes).toEqual(['Means over seeds; three seeds are needed for an interval.']);
});

test('foreign names are safe in every form, and CSV has each number for itself', () => {
  const text = resultsText(named(...base, ...better));
  const [head, first, second] = tableCsv(text).split('\r\n');
  expect(head).toContain('Top-1 error: p (Holm)');
  expect(first).toMatch(/^'=mu_0\.5,[^,]*,1 2 3 4,,0\.285/);
  expect(second).toContain('better');
  expect(tableLatex(text)).toContain('=mu\\_0.7 & 4 & \\textbf{24.55 $\\pm$ 1.98} \\\\');
  expect(tableLatex(text)).toContain('% Mean $\\pm$ half of its 95\\% t interval over seeds.');
  expect(tableMarkdown(text)).toContain('| =mu\\_0.7 | 4 | **24.55 ± 1.98** |');
});
