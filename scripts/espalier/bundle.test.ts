/** The command line's bundle: made once, the same command line, and no need of it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLineBundle } from './bundle.mjs';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-bundle-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const root = join(import.meta.dirname, '../..');
const node = async (...args: string[]) =>
  (await promisify(execFile)(process.execPath, args, { cwd: root })).stdout;

it('is made once for the sources as they are, and older ones are let go after a week', async () => {
  const kept = join(folder, 'kept');
  const [one, two] = await Promise.all([commandLineBundle(kept), commandLineBundle(kept)]);
  expect(two).toBe(one);
  const [name, ...others] = readdirSync(kept);
  expect(others).toEqual([]);
  const { mtimeMs } = statSync(one);
  expect(await commandLineBundle(kept)).toBe(one);
  expect(statSync(one).mtimeMs).toBe(mtimeMs);

  // As if both were of sources of before.
  const [young, old] = ['espalier-young', 'espalier-old'].map((other) => join(kept, other));
  for (const other of [young, old]) writeFileSync(other, '');
  utimesSync(old, 0, 0);
  rmSync(join(kept, name), { recursive: true });
  await commandLineBundle(kept);
  expect(readdirSync(kept).sort()).toEqual([name, 'espalier-young'].sort());
});

it('says what the sources say', async () => {
  const bundled = await node(join(root, 'scripts/espalier/main.mjs'), 'spec', 'glyphs-cnn');
  expect(bundled).toBe(await node('--import', 'tsx', 'src/cli/main.ts', 'spec', 'glyphs-cnn'));
});

it('is refused where it cannot be kept, upon which the sources are read as they are', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(commandLineBundle(join(folder, 'file', 'in-it'))).rejects.toThrow();
});
