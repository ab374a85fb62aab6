/** Devices and pipes named on the command line: they need not end, and are refused unread. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNamed } from '../node/namedData.ts';
import { UsageError } from '../node/usageError.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { openExperiment } from './experimentFile.ts';
import { importProjectFile } from './projectCommand.ts';
import { readRunFolder } from './runLog.ts';

let folder = '';
const inFolder = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-special-'));
  mkdirSync(inFolder('run'));
  writeFileSync(inFolder('spec.json'), JSON.stringify(defaultSpec));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each way that a command takes a file. */
const ways: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
  ['--data', (path) => openNamed([path])],
  ['--data among others', (path) => openNamed([inFolder('spec.json'), path])],
  ['an experiment', (path) => openExperiment(path, { initial: null, hierarchy: [] })],
  [
    '--network',
    (path) =>
      openExperiment(inFolder('spec.json'), {
        initial: { path, member: null, as: null },
        hierarchy: [],
      }),
  ],
  [
    '--hierarchy',
    (path) => openExperiment(inFolder('spec.json'), { initial: null, hierarchy: [path] }),
  ],
  ['a project', (path) => importProjectFile(path, inFolder('out'))],
];

async function refusalOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
}

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  it.each(ways)('is refused at once: a device as %s', async (_, read) => {
    const message = await refusalOf(read('/dev/zero'));
    expect(message).toContain('/dev/zero: it is a device. Only files and folders are read');
  });

  it.each(ways)('is refused at once: a pipe as %s', async (way, read) => {
    const path = inFolder(`pipe ${way}`);
    execFileSync('mkfifo', [path]);
    expect(await refusalOf(read(path))).toContain('it is a pipe. Only files and folders are read');
  });

  it('is refused at once as the log of a run', async () => {
    execFileSync('mkfifo', [inFolder('run/events.jsonl')]);
    expect(await refusalOf(readRunFolder(inFolder('run')))).toContain('it is a pipe');
  });
});
