/** What `report` writes of run folders, and how it refuses others. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sampleLog } from '../analysis/testing/sampleRun.ts';
import { writeReport } from './reportCommand.ts';

const folder = mkdtempSync(join(tmpdir(), 'espalier-report-'));
const out = join(folder, 'report.html');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, rounds: number): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  const log = sampleLog({ data: 'mnist', rounds, epochs: 1 });
  writeFileSync(
    join(path, 'events.jsonl'),
    log.map((event) => `${JSON.stringify(event)}\n`).join(''),
  );
  return path;
}

test('one run has its measures, rounds, classes and link', async () => {
  expect(await writeReport([written('one', 2)], out)).toBe(`Wrote ${out}`);
  const html = readFileSync(out, 'utf8');
  expect(html).toContain('digest of the run');
  expect(html).toMatch(/<p class="story">[^<]{20,}/);
  expect(html).toContain('Test error of the ensemble');
  expect(html).toMatch(/This link repeats it: <code>#1\./);
});

test('several runs are a table of settings', async () => {
  await writeReport([written('one', 2), written('two', 3)], out);
  const html = readFileSync(out, 'utf8');
  expect(html).toContain('<h1>2 runs compared</h1>');
  expect(html).toContain('Top-1 error (%)');
  expect(html).toMatch(/<p class="story">[^<]{20,}/);
  expect(html.match(/data:image\/svg\+xml/g)).toHaveLength(1);
});

test('what is no run, and what cannot be written, is refused with its place', async () => {
  await expect(writeReport([], out)).rejects.toThrow(/needs the --out folders of runs/);
  await expect(writeReport([folder], out)).rejects.toThrow(/events\.jsonl: it could not be read/);
  const nowhere = join(folder, 'no', 'report.html');
  await expect(writeReport([written('one', 2)], nowhere)).rejects.toThrow(/could not be written/);
});
