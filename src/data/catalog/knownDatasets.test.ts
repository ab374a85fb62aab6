import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../readDataset.ts';
import { sourceOf, withKnownName } from './knownDatasets.ts';

const halves = ['train', 't10k'].flatMap((split) => [
  `${split}-images-idx3-ubyte.gz`,
  `${split}-labels-idx1-ubyte.gz`,
]);
const folder = process.env.ESPALIER_DATA ?? '';

describe.each([
  ['mnist', 'MNIST'],
  ['fashion-mnist', 'Fashion-MNIST'],
])('the files of %s', (id, name) => {
  const isThere = folder !== '' && existsSync(join(folder, id));

  it.skipIf(!isThere)('are known by their content (needs ESPALIER_DATA)', async () => {
    const files = halves.map((file) => {
      const bytes = new Uint8Array(readFileSync(join(folder, id, file)));
      return { name: file, size: bytes.length, bytes: async () => bytes };
    });
    const dataset = withKnownName(await readDataset(files));
    expect(dataset.name).toBe(name);
    expect(sourceOf(dataset)).toBe(`catalog:${id}`);
  });
});

it('leaves unknown data its own name', () => {
  expect(sourceOf({ hash: 'x', name: 'leaves' })).toBe('local:leaves');
});
