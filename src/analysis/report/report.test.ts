import { expect, test } from 'vitest';
import { hashBytes } from '../../lib/hash.ts';
import { resultsTable } from '../results/resultsTable.ts';
import { sampleOutcome } from '../testing/sampleOutcomes.ts';
import { finishedState } from '../testing/sampleRun.ts';
import { comparisonReport } from './comparisonReport.ts';
import type { Report } from './report.ts';
import { reportHtml } from './reportHtml.ts';
import { runReport } from './runReport.ts';

const hostile = `</td></style><script>alert(1)</script><img src=x onerror="alert(2)">'"&`;
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title></svg>';
const frame = {
  story: 'Four networks.',
  charts: [{ title: 'Error', description: 'It falls', svg }],
  address: 'https://example.org/',
};

test('texts from data are text, never HTML', () => {
  const report: Report = {
    title: hostile,
    story: hostile,
    charts: [{ title: hostile, description: hostile, svg: hostile }],
    tables: [
      {
        heading: hostile,
        table: {
          columns: [{ label: hostile }, { label: hostile }],
          rows: [[hostile, { text: hostile, bold: true }]],
          notes: [hostile],
        },
      },
    ],
    specs: [{ name: hostile, spec: { name: hostile }, link: `javascript:${hostile}` }],
    espalier: hostile,
  };
  const html = reportHtml(report);
  expect(html).not.toMatch(/<script|<img src=x|onerror="|href=/);
  expect(html.match(/<\/style>/g)).toHaveLength(1);
  expect(html.match(/<img /g)).toHaveLength(1);
});

test('its policy lets in its own style and pictures in it, and nothing else', async () => {
  const html = reportHtml(
    await runReport(finishedState({ data: 'mnist', rounds: 2, epochs: 2 }), frame),
  );
  const [, style] = /<style>([\s\S]*)<\/style>/.exec(html) ?? [];
  const bytes = Buffer.from(hashBytes(new TextEncoder().encode(style)), 'hex');
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  expect(policy.replaceAll('&#39;', "'")).toBe(
    `default-src 'none'; style-src 'sha256-${bytes.toString('base64')}'; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  expect(html).not.toMatch(/ style="| src="(?!data:)|@import|url\(/);
});

test('a run is told with its tables, spec, digest, versions and link', async () => {
  const state = finishedState({ data: 'mnist', rounds: 2, epochs: 2 });
  const html = reportHtml(await runReport(state, frame));
  for (const part of [
    'Four networks.',
    state.specHash,
    state.dataset.hash,
    'Top-1 error',
    'href="https://example.org/#1.',
    '&quot;version&quot;: 1',
  ]) {
    expect(html).toContain(part);
  }
  expect(html).toContain(`data:image/svg+xml;base64,${btoa(svg)}`);
});

test('a comparison is told with its table, every run and a spec a setting', async () => {
  const outcomes = [1, 2, 3].map((seed) => sampleOutcome({ seed }));
  const table = resultsTable(outcomes, { measures: ['top1'] });
  const report = await comparisonReport(table, 'Which is better', frame);
  expect(report.specs).toHaveLength(1);
  expect(report.tables[1].table.rows).toHaveLength(3);
  expect(reportHtml(report)).toContain('Which is better');
});
