/** Files of NumPy arrays inside an archive are read as those that lie beside one. */
import { expect, test } from 'vitest';
import { readOrAsk } from '../readDataset.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { sourceFile } from '../testing/sourceFiles.ts';
import { writeNpy, writeNpz } from '../testing/writeNpy.ts';
import { writeTar } from '../testing/writeTar.ts';
import { writeZip } from '../testing/writeZip.ts';

const images = (count: number) =>
  writeNpy(
    [count, 4, 4],
    Array.from({ length: count * 16 }, (_, at) => (at * 37) % 256),
  );
const labels = (count: number) =>
  writeNpy(
    [count],
    Array.from({ length: count }, (_, at) => at % 2),
  );
const sets = [
  { path: 'set/k-train-imgs.npz', bytes: writeNpz({ arr_0: images(6) }) },
  { path: 'set/k-train-labels.npz', bytes: writeNpz({ arr_0: labels(6) }) },
  { path: 'set/k-test.npz', bytes: writeNpz({ images: images(2), labels: labels(2) }, true) },
];

test('they are the same data loose, in a zip and in a tar', async () => {
  const loose = sets.map(({ path, bytes }) => sourceFile(path, bytes));
  const zipped = [sourceFile('archive.zip', writeZip(sets))];
  const tarred = [sourceFile('set.tar', writeTar(sets))];
  const readings = await Promise.all([loose, zipped, tarred].map((files) => readOrAsk(files)));
  const hashes = readings.map((reading) =>
    reading.kind === 'dataset' ? [reading.dataset.hash, reading.dataset.test?.labels.length] : null,
  );
  expect(hashes[0]).toEqual([expect.any(String), 2]);
  expect(hashes.slice(1)).toEqual([hashes[0], hashes[0]]);
});

test('a fault in one names it, and what they come to is bounded', async () => {
  const [first, second] = sets;
  const torn = { ...first, bytes: first.bytes.slice(0, -30) };
  const { fault } = await dataErrorOf(() =>
    readOrAsk([sourceFile('archive.zip', writeZip([torn, second]))]),
  );
  expect(fault.file).toBe('archive.zip/set/k-train-imgs.npz');
  const limits = { decodedBytes: first.bytes.length };
  const whole = [sourceFile('archive.zip', writeZip(sets))];
  await expect(readOrAsk(whole, { limits })).rejects.toThrow('it holds');
});
