import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withHash } from '../data/dataset.ts';
import { writePng } from '../data/testing/writePng.ts';
import { espalier } from '../node/testing/espalier.ts';
import { datasetFacts, describeDataset } from './inspectCommand.ts';

const split = (...labels: number[]) => ({
  labels: Int32Array.from(labels),
  images: Uint8Array.from(labels),
});
const facts = {
  name: 'pets',
  format: 'made',
  classes: ['cat', 'dog'],
  shape: { height: 1, width: 1, channels: 1 },
  train: split(0, 0, 1),
  test: split(1),
  notes: [],
};

it('counts validation images that the files bring, and only where they do', () => {
  const brings = withHash({ ...facts, validation: split(0, 1) });
  expect(datasetFacts(brings)).toMatchObject({
    counts: { train: 3, validation: 2, test: 1 },
    classes: [
      { name: 'cat', train: 2, validation: 1, test: 0 },
      { name: 'dog', train: 1, validation: 1, test: 1 },
    ],
  });
  expect(describeDataset(brings)).toContain('3 train, 2 validation, 1 test');
  expect(describeDataset(brings)).toMatch(/^ {2}class +train +validation +test$/m);
  const plain = withHash(facts);
  expect(datasetFacts(plain).counts).toEqual({ train: 3, validation: 0, test: 1 });
  expect(describeDataset(plain)).toContain('3 train, 1 test');
  expect(describeDataset(plain)).not.toContain('validation');
});

it('ends where images stay in their files, and says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-'));
  const side = { height: 512, width: 512, channels: 1 };
  for (const [at, name] of ['cat', 'dog', 'cat', 'dog', 'cat'].entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    const image = writePng(new Uint8Array(512 * 512).fill(40 * at), side);
    writeFileSync(join(folder, name, `${at}.png`), image);
  }
  const bounded = await espalier(['inspect', folder, '--memory', '1MB', '--json']);
  const held = await espalier(['inspect', folder, '--json']);
  rmSync(folder, { recursive: true });
  expect([bounded.code, held.code]).toEqual([0, 0]);
  const [ours, theirs] = [bounded, held].map(({ stdout }) => JSON.parse(stdout));
  expect([ours.memory.fromFiles, theirs.memory.fromFiles]).toEqual([true, false]);
  expect(ours.hash).toBe(theirs.hash);
});
