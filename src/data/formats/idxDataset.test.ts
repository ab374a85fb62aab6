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

  const pair = (images: Uint8Array, labels: Uint8Array) => [file('i', images), file('l', labels)];
  const hostile: readonly [string, readonly IdxFile[], string[]][] = [
    ['images alone', four.slice(0, 1), [names.trainImages, 'labels of these training images']],
    ['labels alone', four.slice(1, 2), [names.trainLabels, 'images of these training labels']],
    ['test images without labels', four.slice(0, 3), [names.testImages, 'labels of these test']],
    ['test labels without images', [four[0], four[1], four[3]], [names.testLabels, 'images of']],
    ['halves that do not belong together', [four[0], four[3]], ['1 IDX files of images and 1']],
    ['five files', [...four, file('more', train.images)], ['3 IDX files of images and 2']],
    [
      'one label too few',
      pair(train.images, writeIdx([11], new Array(11).fill(0))),
      ['11 labels for the 12 images'],
    ],
    ['a single class', pair(train.images, writeIdx([12], new Array(12).fill(4))), ['labels are 4']],
    [
      'a negative label',
      pair(writeIdx([2, 1, 1], [1, 2]), writeIdx([2], [-3, 1], 'int8')),
      ['label -3'],
    ],
    [
      'two channels',
      pair(writeIdx([2, 1, 1, 2], [1, 2, 3, 4]), writeIdx([2], [0, 1])),
      ['2 channels'],
    ],
    [
      'huge sides',
      pair(writeIdx([2, 1, 5000], new Uint8Array(10_000)), writeIdx([2], [0, 1])),
      ['1 × 5000 pixels', '4096'],
    ],
    [
      'another shape for testing',
      [four[0], four[1], file('t10k-i', writeIdxPair(6, 3, [3, 4]).images), four[3]],
      ['3 × 4', '4 × 3'],
    ],
    [
      'a class only tested',
      [four[0], four[1], four[2], file('t10k-l', writeIdx([6], [0, 1, 2, 3, 0, 1]))],
      ['class 3 has test images and no training images'],
    ],
    [
      'equal halves without names',
      [
        file('a', train.images),
        file('b', train.labels),
        file('c', train.images),
        file('d', train.labels),
      ],
      ['names do not tell', 'rename'],
    ],
  ];
  test.each(hostile)('refuses %s', async (_name, files, parts) => {
    await expectRefusal(() => read(files), parts);
  });

  test('limits the number of classes', async () => {
    const limits = { ...defaultLimits, classes: 2 };
    await expectRefusal(() => readIdxDataset(four, 'digits', limits), ['3 different labels']);
  });
});
