import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../dataset.ts';
import { defaultLimits } from '../limits.ts';
import { UndecidedError } from '../reading.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { countsIn } from '../testing/countsIn.ts';
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
function read(
  files: readonly IdxFile[],
  choices: ReadingChoices = {},
  limits = defaultLimits,
): Dataset {
  const reading = readIdxDataset(files, 'digits', choices, limits);
  if (reading.kind === 'choice') throw new UndecidedError(reading.questions);
  return reading.dataset;
}
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

  test('takes validation files, told by their names, for a split of their own', async () => {
    const more = writeIdxPair(5, 3);
    const six = [
      file('val-images-idx3-ubyte', more.images),
      ...four,
      file('val-labels-idx1-ubyte', more.labels),
    ];
    const dataset = read(six);
    expect(countsIn(dataset)).toEqual({ train: 12, validation: 5, test: 6 });
    expect(dataset.train).toEqual(read(four).train);
    expect(countsIn(read(six.filter(({ name }) => !name.startsWith('t10k'))))).toEqual({
      train: 12,
      validation: 5,
      test: 0,
    });
    const anonymous = six.map(({ bytes }, index) => file(`part${index}`, bytes));
    await expectRefusal(() => read(anonymous), ['3 IDX files', '6 (validation too)']);
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

  test('gives equal images from every element type', () => {
    const types = ['int8', 'int16', 'int32', 'float32', 'float64'] as const;
    const pixels = fc.array(fc.nat(127), { minLength: 21, maxLength: 21 });
    fc.assert(
      fc.property(pixels, fc.constantFrom(...types), fc.boolean(), (values, type, isColour) => {
        // Values from 17 on say that they are bytes already.
        const all = [...values.map((value) => Math.max(17, value)), 127, 3, 2];
        const shape = isColour ? [2, 2, 2, 3] : [2, 3, 4];
        const labels = file('l', writeIdx([2], [0, 1]));
        const plain = read([file('i', writeIdx(shape, all)), labels]);
        expect(read([file('i', writeIdx(shape, all, type)), labels]).hash).toBe(plain.hash);
        if (!type.startsWith('float')) return;
        const shares = [...all.slice(0, -1), 255].map((value) => value / 255);
        const bytes = read([file('i', writeIdx(shape, [...all.slice(0, -1), 255])), labels]);
        expect(read([file('i', writeIdx(shape, shares, type)), labels]).hash).toBe(bytes.hash);
      }),
    );
  });

  test('takes rows of numbers for images, for vectors, or asks', () => {
    const labels = file('l', writeIdx([2], [0, 1]));
    const rows = (length: number, values: readonly number[], type: 'uint8' | 'float32') =>
      read([file('i', writeIdx([2, length], values, type)), labels]).train.images;
    expect([...rows(4, [1, 2, 3, 4, 5, 6, 7, 8], 'uint8')]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const vectors = [-1, 0.5, 2, 3, 4, 1e6];
    expect(rows(3, vectors, 'float32')).toEqual(Float32Array.from(vectors));
    expect(() => rows(4, [0, 0.5, 0, 1, 1, 0, 0, 1], 'float32')).toThrow('--rows images');
  });

  test('limits the number of classes', async () => {
    const limits = { ...defaultLimits, classes: 2 };
    await expectRefusal(() => read(four, {}, limits), ['3 different labels']);
  });
});
