/** Data sets go out piece by piece, and are the same file whether or not there is memory for them. */
import { expect, test } from 'vitest';
import { withHash } from '../../data/dataset.ts';
import { DatasetStore } from '../datasetStore.ts';
import { MemoryFiles } from '../memoryFiles.ts';
import { openDatasetBytes } from './datasetBytes.ts';
import { datasetSources } from './exportSources.ts';

const size = 4 * 4 * 3;
const split = (count: number, from: number) => ({
  labels: Int32Array.from({ length: count }, (_, at) => at % 2),
  images: Uint8Array.from({ length: count * size }, (_, at) => (at * 7 + from) & 255),
});
const dataset = withHash({
  name: 'made',
  format: 'made for tests',
  classes: ['a', 'b'],
  shape: { height: 4, width: 4, channels: 3 },
  train: split(200, 0),
  validation: null,
  test: split(20, 50),
  notes: [],
  reading: { splits: 'words' },
});

async function exported(held: number): Promise<{ bytes: Uint8Array; longest: number }> {
  const store = new DatasetStore(new MemoryFiles());
  await store.keep(dataset, 'local:made', []);
  const [source] = await datasetSources(store, new Set([dataset.hash]), held);
  const pieces: Uint8Array[] = [];
  for await (const piece of await source.load()) pieces.push(Uint8Array.from(piece));
  const bytes = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
  return { bytes, longest: Math.max(...pieces.map(({ length }) => length)) };
}

test('with less memory than a data set takes its file is the same, in shorter pieces', async () => {
  const whole = await exported(2 ** 20);
  const inPieces = await exported(30 * size);
  expect(inPieces.bytes).toEqual(whole.bytes);
  expect(openDatasetBytes(inPieces.bytes, dataset.hash)?.dataset).toEqual(dataset);
  expect(whole.longest).toBe(200 * size);
  expect(inPieces.longest).toBeLessThanOrEqual(64 * size);
});
