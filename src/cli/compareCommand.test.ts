/** What `compare` prints of two folders, to the last character, and how it refuses others. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flatTwinLog, levelwiseLog } from '../analysis/testing/sampleLevelwise.ts';
import { sampleLog } from '../analysis/testing/sampleRun.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import { compareFolders } from './compareCommand.ts';

let folder = '';
const size = { classes: 40, epochs: 10 };
const flat = flatTwinLog(size);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-compare-'));
  writeLog('flat', flat);
  writeLog('tree', levelwiseLog(size));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeText(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'events.jsonl'), text);
  return path;
}

function writeLog(name: string, events: readonly RunEvent[]): string {
  return writeText(name, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

const compared = (first: string, second: string, asJson = false) =>
  compareFolders([join(folder, first), join(folder, second)], asJson);

const fixture = (name: string) =>
  readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

describe('compare', () => {
  it('prints errors, shares, the classes at either end and the correlation of strength', async () => {
    expect(`${await compared('flat', 'tree')}\n`).toBe(fixture('comparison.txt'));
  });

  it('prints every class for programs', async () => {
    expect(`${await compared('flat', 'tree', true)}\n`).toBe(fixture('comparison.json'));
  });

  it('prints no correlation for runs without a tree', async () => {
    const text = await compared('flat', 'flat');
    expect(text).toContain('classes: 0% improved, 100% within 1%, 0% worse');
    expect(text).not.toContain('strength');
  });

  it('says of a log what keeps it from being relied on', async () => {
    const at = flat.findIndex(({ type }) => type === 'epoch-finished');
    writeLog('edited', flat.with(at, { ...flat[at], trainLoss: 0.5 } as RunEvent));
    const text = await compared('edited', 'tree');
    expect(text.split('\n')[0]).toMatch(
      /edited\/events\.jsonl: The log was changed after it was written: its end tells the digest 2:\w{4}·\w{4}, its lines come to 2:/,
    );
    const json: { notes?: string[] } = JSON.parse(await compared('tree', 'edited', true));
    expect(json.notes).toHaveLength(1);
    const whole = flat.map((event) => `${JSON.stringify(event)}\n`).join('');
    writeText('torn', whole.slice(0, -40));
    expect(await compared('torn', 'tree')).toContain('breaks off within its last line');
    writeText('blank', `${whole}\n\n`);
    expect(await compared('blank', 'tree')).toBe(await compared('flat', 'tree'));
  });

  it('refuses runs that cannot be compared', async () => {
    writeLog('short', flatTwinLog({ ...size, until: 4 }));
    writeLog('digits', sampleLog({ data: 'mnist', rounds: 1, epochs: 1 }));
    await expect(compared('flat', 'short')).rejects.toThrow(
      'Run sample has not finished: only finished runs can be compared',
    );
    await expect(compared('flat', 'digits')).rejects.toThrow(
      'The two runs were trained on different classes: they cannot be compared',
    );
  });

  it('refuses what is no log, by file and line', async () => {
    const lines = flat.map((event) => JSON.stringify(event));
    const started = JSON.stringify({ ...flat[1], classImportance: [0.5, 0.5] });
    const notAnEvent = 'this is not an event of a run. Give a log as Espalier wrote it';
    const cases: [string, string][] = [
      ['', 'is empty: the run never began'],
      [lines.with(2, '{"type":').join('\n'), `, line 3: ${notAnEvent}`],
      [lines.with(1, '{"type":"round-eaten"}').join('\n'), `, line 2: ${notAnEvent}`],
      [
        lines.with(1, started).join('\n'),
        ', line 2: a list of 2 classes, allowed is one of 40, as the run has. Give a log as Espalier wrote it',
      ],
      [lines.toSpliced(2, 1).join('\n'), ': Event 3 cannot follow event 1: a line is missing'],
      [lines.slice(1).join('\n'), ': A log begins with run-started, number 0, not round-started 1'],
    ];
    for (const [text, reason] of cases) {
      const path = writeText('broken', text);
      const separator = reason.startsWith('is') ? ' ' : '';
      await expect(compareFolders([path, path], false)).rejects.toThrow(
        `${join(path, 'events.jsonl')}${separator}${reason}`,
      );
    }
    const nowhere = join(folder, 'nowhere');
    await expect(compareFolders([nowhere, nowhere], false)).rejects.toThrow(
      `${join(nowhere, 'events.jsonl')}: it could not be read (ENOENT`,
    );
  });
});
