import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { expectRefusal } from '../testing/errors.ts';
import { writeIdx, writeIdxPair } from '../testing/writeIdx.ts';
import { type IdxFile, readIdxDataset } from './idxDataset.ts';

const train = writeIdxPair(12, 3);
const test10k = writeIdxPair(6, 3);
const names = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
};
const four: readonly IdxFile[] = [
  { name: names.trainImages, bytes: train.images },
  { name: names.trainLabels, bytes: train.labels },
  { name: names.testImages, bytes: test10k.images },
  { name: names.testLabels, bytes: test10k.labels },
];
const read = (files: readonly IdxFile[]) => readIdxDataset(files, 'digits', defaultLimits);
const file = (name: string, bytes: Uint8Array): IdxFile => ({ name, bytes });

describe('readIdxDataset', () => {
  test('assembles four files in any order, alike', () => {
    const expected = read(four);
    expect(expected.classes).toEqual(['0', '1', '2']);
    expect(expected.shape).toEqual({ height: 4, width: 3, channels: 1 });
    expect(expected.train.labels.length).toBe(12);
    expect(expected.test?.labels.length).toBe(6);
    expect(expected.format).toBe('IDX, 4 files');
    expect(expected.notes).toEqual([]);
    fc.assert(
      fc.property(fc.shuffledSubarray([...four], { minLength: 4 }), (files) => {
        expect(read(files).hash).toBe(expected.hash);
      }),
    );
  });

  test('tells the halves by their counts where names do not', () => {
    const anonymous = four.map(({ bytes }, index) => file(`part${index}`, bytes)).reverse();
    expect(read(anonymous).hash).toBe(read(four).hash);
  });

  test('takes training files alone, and test files alone with a note', () => {
    expect(read(four.slice(0, 2)).test).toBeNull();
    expect(read(four.slice(2)).notes[0]).toContain('trained on');
  });

  test('leaves labels out that never occur', () => {
    const images = writeIdx([4, 1, 1], [1, 2, 3, 4]);
    const dataset = read([file('i', images), file('l', writeIdx([4], [26, 1, 1, 26]))]);
    expect(dataset.classes).toEqual(['1', '26']);
    expect([...dataset.train.labels]).toEqual([1, 0, 0, 1]);
    expect(dataset.notes[0]).toContain('25 of the labels 0 to 26 never occur');
  });

  test('takes colour with the channels last', () => {
    const images = writeIdx([2, 1, 1, 3], [1, 2, 3, 4, 5, 6]);
    const dataset = read([file('i', images), file('l', writeIdx([2], [0, 1]))]);
    expect(dataset.shape).toEqual({ height: 1, width: 1, channels: 3 });
  });

  test('limits the number of classes', async () => {
    const limits = { ...defaultLimits, classes: 2 };
    await expectRefusal(() => readIdxDataset(four, 'digits', limits), ['3 different labels']);
  });
});
