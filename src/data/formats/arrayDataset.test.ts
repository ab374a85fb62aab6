import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImageShape } from '../../spec/units.ts';
import type { Dataset } from '../dataset.ts';
import { defaultLimits } from '../limits.ts';
import { UndecidedError } from '../reading.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { type NpyOptions, writeNpy } from '../testing/writeNpy.ts';
import { readArrayDataset } from './arrayDataset.ts';
import type { NpyFile } from './arrayPairs.ts';
import type { LabelList } from './labelLists.ts';
import type { ElementType } from './npy.ts';

const ask = (
  files: readonly NpyFile[],
  flatShape: ImageShape | null = null,
  choices: ReadingChoices = {},
  lists: readonly LabelList[] = [],
) => readArrayDataset(files, 'digits', defaultLimits, { flatShape, lists, choices });
function read(...args: Parameters<typeof ask>): Dataset {
  const reading = ask(...args);
  if (reading.kind === 'choice') throw new UndecidedError(reading.questions);
  return reading.dataset;
}
function asked(reading: ReturnType<typeof ask>) {
  if (reading.kind !== 'choice') throw new Error('Nothing was asked.');
  return reading.questions;
}
const file = (name: string, bytes: Uint8Array): NpyFile => ({ file: name, entry: null, bytes });
const entry = (name: string, bytes: Uint8Array): NpyFile => ({
  file: 'a.npz',
  entry: `${name}.npy`,
  bytes,
});
const fromBase64 = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));

const images = (count: number, options: NpyOptions = {}, scale = 1) =>
  writeNpy(
    [count, 2, 3],
    Array.from({ length: count * 6 }, (_, index) => ((index * 20) % 256) * scale),
    options,
  );
const labels = (count: number, options: NpyOptions = {}) =>
  writeNpy(
    [count],
    Array.from({ length: count }, (_, index) => index % 2),
    options,
  );

/** What NumPy 2.4 writes for (np.arange(12) * 20).reshape(2, 2, 3), over 255 where it is floats. */
const numpy: Readonly<Record<string, string>> = {
  'float16, Fortran order':
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGYyJywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIg3iDOmOQUtZDgFNUY6BTEFOUY25zo=',
  'float64, big-endian, Fortran order':
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPmY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAD/eHh4eHh4eP84eHh4eHh4/5paWlpaWlz+0FBQUFBQUP+GRkZGRkZI/1BQUFBQUFD/pGRkZGRkZP8QUFBQUFBQ/5BQUFBQUFD/ZGRkZGRkZP+ubm5ubm5w=',
  'int64, big-endian':
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPmk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAAAAAAAAAAUAAAAAAAAACgAAAAAAAAAPAAAAAAAAABQAAAAAAAAAGQAAAAAAAAAeAAAAAAAAACMAAAAAAAAAKAAAAAAAAAAtAAAAAAAAADIAAAAAAAAANw=',
};

describe('readArrayDataset', () => {
  test.each(Object.entries(numpy))('reads %s as NumPy does', (_name, text) => {
    const { train, shape } = read([file('x.npy', fromBase64(text)), file('y.npy', labels(2))]);
    expect(shape).toEqual({ height: 2, width: 3, channels: 1 });
    expect([...train.images]).toEqual(Array.from({ length: 12 }, (_, index) => index * 20));
  });

  test('gives equal data for every element type, order and place of the channels', () => {
    const sides = fc.integer({ min: 2, max: 5 }).filter((side) => side !== 3);
    const types: readonly ElementType[] = ['u1', 'u2', 'i2', 'u4', 'i4', 'u8', 'i8', 'f4', 'f8'];
    fc.assert(
      fc.property(
        fc.tuple(sides, sides, sides, fc.constantFrom(1, 3)),
        fc.infiniteStream(fc.nat(255)),
        fc.constantFrom(...types),
        fc.boolean(),
        fc.boolean(),
        (shape, stream, type, bigEndian, fortranOrder) => {
          const [count, height, width, channels] = shape;
          // A white pixel says that the values go up to 255.
          const pixels = [255, ...stream.take(count * height * width * channels - 1)];
          const read1 = (dims: number[], values: number[], options: NpyOptions) =>
            read([
              file('images.npy', writeNpy(dims, values, options)),
              file('labels.npy', labels(count)),
            ]);
          const plain = read1(shape, pixels, {});
          expect([...plain.train.images]).toEqual(pixels);
          const options = { type, bigEndian, fortranOrder };
          expect(read1(shape, pixels, options).hash).toBe(plain.hash);
          const planar = pixels.map((_, index) => {
            const [n, c, y, x] = [
              Math.floor(index / (height * width * channels)),
              Math.floor(index / (height * width)) % channels,
              Math.floor(index / width) % height,
              index % width,
            ];
            return pixels[((n * height + y) * width + x) * channels + c];
          });
          expect(read1([count, channels, height, width], planar, options).hash).toBe(plain.hash);
          if (type[0] === 'f') {
            const shares = pixels.map((value) => value / 255);
            expect(read1(shape, shares, options).hash).toBe(plain.hash);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps bytes as a view of the file', () => {
    const bytes = images(4);
    const { train } = read([file('x.npy', bytes), file('y.npy', labels(4))]);
    expect(train.images.buffer).toBe(bytes.buffer);
  });

  test('tells arrays by the names of keys, files, or archives', () => {
    const expected = read([
      entry('x_train', images(6)),
      entry('y_train', labels(6)),
      entry('x_test', images(4)),
      entry('y_test', labels(4)),
    ]);
    expect(expected.notes).toEqual([]);
    expect(expected.test?.labels.length).toBe(4);
    const archives = (['train-imgs', 'train-labels', 'test-imgs', 'test-labels'] as const).map(
      (name, index): NpyFile => ({
        file: `k49/k-${name}.npz`,
        entry: 'arr_0.npy',
        bytes: [images(6), labels(6), images(4), labels(4)][index],
      }),
    );
    const files = ['Xtrain.npy', 'Ytrain.npy', 'Xtest.npy', 'Ytest.npy'].map((name, index) =>
      file(`set/${name}`, archives[index].bytes),
    );
    fc.assert(
      fc.property(fc.constantFrom(archives, files), fc.nat(3), (all, from) => {
        const turned = [...all.slice(from), ...all.slice(0, from)];
        expect(read(turned).hash).toBe(expected.hash);
      }),
    );
  });

  test('counts validation arrays among the training, or for testing, with a note', () => {
    const [train, more] = [
      [entry('train_images', images(6)), entry('train_labels', labels(6))],
      [entry('val_images', images(2)), entry('val_labels', labels(2))],
    ];
    const tests = [entry('test_images', images(4)), entry('test_labels', labels(4))];
    const all = read([...more, ...tests, ...train]);
    expect([all.train.labels.length, all.test?.labels.length]).toEqual([8, 4]);
    expect(all.notes[0]).toContain('validation images count among');
    const two = read([...train, ...more]);
    expect([two.train.labels.length, two.test?.labels.length]).toEqual([6, 2]);
  });

  test('notes what it decided: the scale, flat images, arrays left aside', () => {
    const flat = writeNpy(
      [2, 16],
      Array.from({ length: 32 }, (_, index) => index % 17),
      {
        type: 'f8',
      },
    );
    const { notes, train, shape } = read([
      entry('data', flat),
      entry('target', labels(2, { type: 'i8' })),
      entry('ids', writeNpy([5], [1, 2, 3, 4, 5])),
    ]);
    expect(shape).toEqual({ height: 4, width: 4, channels: 1 });
    expect(train.images[16]).toBe(255);
    expect(train.images[8]).toBe(128);
    expect(notes).toEqual([
      'Pixel values from 0 to 16 were scaled to 0 to 255.',
      'Rows of 16 values were read as grey images of 4 × 4 pixels.',
      'An array was left aside, “a.npz/ids.npy”.',
    ]);
  });

  test('asks which of several arrays are the labels, once for all splits', () => {
    const fine = writeNpy([4], [0, 1, 2, 3], { type: 'i8' });
    const files = [
      entry('x_train', images(4)),
      entry('fine_train', fine),
      entry('coarse_train', labels(4)),
      entry('weights', writeNpy([4], [0.5, 1, 1, 1], { type: 'f4' })),
      entry('x_test', images(2)),
      entry('coarse_test', labels(2)),
      entry('fine_test', writeNpy([2], [1, 0], { type: 'i8' })),
    ];
    const [{ kind, found, alternatives }] = asked(ask(files));
    expect(kind).toBe('label');
    expect(found).toBe('the arrays “fine”, “coarse” may all be the labels');
    expect(alternatives.map(({ flag }) => flag)).toEqual(['--label fine', '--label coarse']);
    expect(alternatives[1].description).toBe('2 classes: “0”, “1”.');
    const [byFine, byCoarse] = alternatives.map(({ choices }) => read(files, null, choices));
    expect([...byFine.train.labels]).toEqual([0, 1, 2, 3]);
    expect([...byFine.test!.labels]).toEqual([1, 0]);
    expect([...byCoarse.train.labels]).toEqual([0, 1, 0, 1]);
    const wrong = () => read(files, null, { label: 'middle' });
    expect(wrong).toThrow('no array “middle” of labels');
  });

  test('takes the only array that can be the labels, by its name, type and length', () => {
    const others = [
      entry('ids', writeNpy([5], [1, 2, 3, 4, 5])),
      entry('scores', writeNpy([4], [0.5, 1, 1, 0], { type: 'f4' })),
    ];
    for (const name of ['labels', 'answer']) {
      const { train } = read([entry('x', images(4)), entry(name, labels(4)), ...others]);
      expect([...train.labels]).toEqual([0, 1, 0, 1]);
    }
    const named = [entry('labels', labels(4)), entry('index', labels(4))];
    expect(ask([entry('x', images(4)), ...named]).kind).toBe('dataset');
    // What is called labels is meant, and another array never taken in its place.
    const short = [entry('labels', labels(3)), entry('index', labels(4))];
    expect(() => ask([entry('x', images(4)), ...short])).toThrow('3 labels for the 4 images');
  });

  test('says where bytes are 0 and 1 alone', () => {
    const dark = writeNpy([2, 2, 2], [0, 1, 1, 0, 1, 1, 0, 0]);
    const { train, notes } = read([file('x.npy', dark), file('y.npy', labels(2))]);
    expect(train.images[1]).toBe(1);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('No pixel is brighter than 1 of 255');
  });

  test('takes a shape for flat images', () => {
    const flat = writeNpy([2, 12], new Array(24).fill(9));
    const files = [file('x.npy', flat), file('y.npy', labels(2))];
    const shape = { height: 2, width: 2, channels: 3 };
    expect(read(files, shape).shape).toEqual(shape);
  });
});

describe('rows of NumPy arrays that may be vectors', () => {
  const rows = (length: number, change: (value: number) => number, options: NpyOptions = {}) =>
    file(
      'x.npy',
      writeNpy(
        [4, length],
        Array.from({ length: 4 * length }, (_, at) => change(at)),
        options,
      ),
    );
  const answers = file('y.npy', labels(4));

  test('are vectors where they cannot be images', () => {
    const floats = { type: 'f4' } as const;
    const values = Array.from({ length: 20 }, (_, at) => at / 4 - 1);
    for (const fortranOrder of [false, true]) {
      const array = writeNpy([4, 5], values, { ...floats, fortranOrder });
      const { train, shape, notes } = read([file('x.npy', array), answers]);
      expect(shape).toEqual({ height: 1, width: 5, channels: 1 });
      expect(train.images).toEqual(Float32Array.from(values));
      expect(notes).toEqual(['Rows of 5 values were read as feature vectors.']);
    }
    const square = read([rows(16, (at) => at / 4 - 1, floats), answers]);
    expect(square.train.images).toBeInstanceOf(Float32Array);
    const named = file('features.npy', writeNpy([4, 16], new Array(64).fill(7)));
    expect(read([named, answers]).train.images[0]).toBe(7);
  });

  test('are rounded from 64 bits to 32 with a note', () => {
    const { train, notes } = read([rows(5, (at) => at / 10, { type: 'f8' }), answers]);
    expect(train.images[1]).toBe(Math.fround(0.1));
    expect(notes[1]).toBe('Values were rounded to 32 bits.');
  });

  test('are asked about where they may be either', () => {
    const files = [rows(16, (at) => at / 63, { type: 'f4' }), answers];
    const [{ kind, alternatives }] = asked(ask(files));
    expect(kind).toBe('rows');
    expect(alternatives[0].previews.map(({ pixels }) => pixels[15])).toEqual([61, 125, 190, 255]);
    const [images, vectors] = alternatives.map(({ choices }) => read(files, null, choices));
    expect(images.shape).toEqual({ height: 4, width: 4, channels: 1 });
    expect(images.train.images[63]).toBe(255);
    expect(vectors.shape).toEqual({ height: 1, width: 16, channels: 1 });
    expect(vectors.train.images[63]).toBe(1);
  });

  test('take labels from a text with a line for each row', () => {
    const array = rows(5, (at) => at / 4, { type: 'f4' });
    const names = ['n02', '__proto__', 'n02', 'n01'];
    const bias = file('bias.npy', writeNpy([4], [0.5, 1.5, 2, 3], { type: 'f4' }));
    const lists = [
      { name: 'names.txt', path: 'names.txt', lines: names },
      { name: 'notes.txt', path: 'notes.txt', lines: ['only one'] },
    ];
    for (const files of [[array], [array, bias]]) {
      const { classes, train } = read(files, null, {}, lists);
      expect(classes).toEqual(['__proto__', 'n01', 'n02']);
      expect([...train.labels]).toEqual([2, 0, 2, 1]);
    }
    const more = { name: 'more.csv, column “y”', path: 'more.csv', lines: ['b', 'a', 'b', 'a'] };
    const twice = [lists[0], more];
    const [question] = asked(ask([array], null, {}, twice));
    const [first, second] = question.alternatives;
    expect(first.description).toBe('3 classes: “__proto__”, “n01”, “n02”.');
    expect(second.flag).toBe("--label 'more.csv, column “y”'");
    const { classes, notes } = read([array], null, second.choices, twice);
    expect(classes).toEqual(['a', 'b']);
    expect(notes).toContain('Labels were read from more.csv, column “y”.');
    expect(() => read([array], null, {}, [])).toThrow('0 arrays of labels');
  });
});
