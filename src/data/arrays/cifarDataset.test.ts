import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { joined } from '../testing/writeZip.ts';
import { type CifarFile, isCifarNames, readCifarDataset } from './cifarDataset.ts';

const file = (name: string, bytes: Uint8Array): CifarFile => ({ file: name, entry: null, bytes });
const read = (files: readonly CifarFile[], lists: readonly CifarFile[] = []) =>
  readCifarDataset(files, lists, 'cifar', defaultLimits);

/** A record whose pixel at row y, column x is (y, x, third). */
function record(labels: readonly number[], third = 7): Uint8Array {
  const pixels = Uint8Array.from({ length: 3072 }, (_, at) => {
    const place = at % 1024;
    return at < 1024 ? Math.floor(place / 32) : at < 2048 ? place % 32 : third;
  });
  return joined([Uint8Array.from(labels), pixels]);
}
const batch = (...labels: number[]) => joined(labels.map((label, at) => record([label], at)));
const list = (name: string, count: number) =>
  file(
    name,
    new TextEncoder().encode(Array.from({ length: count }, (_, i) => `class ${i}\n`).join('')),
  );

describe('readCifarDataset', () => {
  test('puts planes into pixels, and labels to their names', () => {
    const dataset = read([file('data_batch_1.bin', batch(3, 9))], [list('batches.meta.txt', 10)]);
    expect(dataset.shape).toEqual({ height: 32, width: 32, channels: 3 });
    expect(dataset.classes).toEqual(['class 3', 'class 9']);
    expect([...dataset.train.images.subarray(0, 6)]).toEqual([0, 0, 0, 0, 1, 0]);
    expect([...dataset.train.images.subarray(2 * 3072 - 3)]).toEqual([31, 31, 1]);
    expect(dataset.notes[0]).toContain('8 of the labels 0 to 9 never occur');
  });

  test('takes the fine label of CIFAR-100', () => {
    const bytes = joined([record([3, 99]), record([4, 0])]);
    const { classes, train, notes } = read(
      [file('train.bin', bytes)],
      [list('coarse_label_names.txt', 20), list('x/fine_label_names.txt', 100)],
    );
    expect(classes).toEqual(['class 0', 'class 99']);
    expect([...train.labels]).toEqual([1, 0]);
    expect(notes.join()).toContain('coarse one was left aside');
  });

  test('keeps every byte, whatever the batches and their order', () => {
    const labels = fc.array(fc.nat(9), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(labels, { minLength: 2, maxLength: 12 }), fc.nat(11), (all, from) => {
        const files = all.map((some, i) => file(`train_${i + 1}.bin`, batch(0, 1, ...some)));
        const turned = [
          ...files.slice(from % files.length),
          ...files.slice(0, from % files.length),
        ];
        const { train, classes } = read(turned);
        expect([...train.labels].map((label) => Number(classes[label]))).toEqual(
          all.flatMap((some) => [0, 1, ...some]),
        );
        expect(train.images.length).toBe(train.labels.length * 3072);
      }),
      { numRuns: 20 },
    );
  });

  test('takes test batches for testing', () => {
    const files = [file('test_batch.bin', batch(1)), file('data_batch_1.bin', batch(0, 1))];
    expect(read(files).test?.labels.length).toBe(1);
    expect(read(files).notes[0]).toContain('batches.meta.txt was not among the files');
  });

  test('refuses every length that is no whole number of records', async () => {
    const bytes = batch(1, 2);
    for (let length = 0; length < bytes.length; length++) {
      if (length % 3073 === 0 && length > 0) continue;
      await dataErrorOf(() => read([file('a.bin', bytes.subarray(0, length))]));
    }
  });
});

test('isCifarNames knows the lists by their names', () => {
  expect(isCifarNames('c/batches.meta.txt')).toBe(true);
  expect(isCifarNames('fine_label_names.txt')).toBe(true);
  expect(isCifarNames('names.txt')).toBe(false);
});
