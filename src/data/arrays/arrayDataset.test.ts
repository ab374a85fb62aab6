import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../dataset.ts';
import { defaultLimits } from '../limits.ts';
import { UndecidedError } from '../reading.ts';
import type { PixelLayout, ReadingChoices } from '../readingChoices.ts';
import type { LabelFile } from '../tables/labelLists.ts';
import { countsIn } from '../testing/countsIn.ts';
import { type NpyOptions, writeNpy } from '../testing/writeNpy.ts';
import { readArrayDataset } from './arrayDataset.ts';
import type { NpyFile } from './arrayPairs.ts';
import type { ElementType } from './npy.ts';

const ask = (
  files: readonly NpyFile[],
  shape: PixelLayout | null = null,
  choices: ReadingChoices = {},
  lists: readonly LabelFile[] = [],
) =>
  readArrayDataset(files, 'digits', defaultLimits, {
    lists,
    choices: shape === null ? choices : { ...choices, shape },
  });
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

  test('takes validation arrays for a split of their own', () => {
    const [train, more] = [
      [entry('train_images', images(6)), entry('train_labels', labels(6))],
      [entry('val_images', images(2)), entry('val_labels', labels(2))],
    ];
    const tests = [entry('test_images', images(4)), entry('test_labels', labels(4))];
    const all = read([...more, ...tests, ...train]);
    expect(countsIn(all)).toEqual({ train: 6, validation: 2, test: 4 });
    expect(all.notes).toEqual([]);
    expect(countsIn(read([...train, ...more]))).toEqual({ train: 6, validation: 2, test: 0 });
    const without = read([...tests, ...train]);
    expect(all.train).toEqual(without.train);
    expect(all.test).toEqual(without.test);
    expect(all.hash).not.toBe(without.hash);
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

  const vector = (values: readonly number[], type: ElementType = 'i8') =>
    writeNpy([values.length], values, { type });
  /** Images to train and to test on, and arrays beside them. */
  const splits = (arrays: Readonly<Record<string, Uint8Array>>) => [
    entry('x_train', images(4)),
    entry('x_test', images(3)),
    ...Object.entries(arrays).map(([name, bytes]) => entry(name, bytes)),
  ];
  const four = { fine: vector([0, 1, 2, 3]), coarse: vector([0, 0, 1, 1]) };
  const three = { fine: vector([0, 1, 1]), coarse: vector([0, 1, 0]) };

  test('asks which of several arrays are the labels, once for all splits', () => {
    const files = splits({
      fine_train: four.fine,
      coarse_train: four.coarse,
      weights: vector([0.5, 1, 1, 1], 'f4'),
      coarse_test: three.coarse,
      fine_test: three.fine,
    });
    const [{ kind, found, alternatives }] = asked(ask(files));
    expect(kind).toBe('label');
    expect(found).toBe('the arrays “fine”, “coarse” may all be the labels');
    expect(alternatives.map(({ flag }) => flag)).toEqual(['--label fine', '--label coarse']);
    expect(alternatives[1].description).toBe('2 classes: “0”, “1”.');
    const [byFine, byCoarse] = alternatives.map(({ choices }) => read(files, null, choices));
    expect([...byFine.train.labels]).toEqual([0, 1, 2, 3]);
    expect([...byFine.test!.labels]).toEqual([0, 1, 1]);
    expect([...byCoarse.train.labels]).toEqual([0, 0, 1, 1]);
    expect([...byCoarse.test!.labels]).toEqual([0, 1, 0]);
  });

  test('holds to a choice of labels in every split, or refuses', () => {
    const files = splits({
      fine_train: four.fine,
      coarse_train: four.coarse,
      fine_test: three.fine,
    });
    // The only labels that both have.
    expect([...read(files).train.labels]).toEqual([0, 1, 2, 3]);
    expect(() => read(files, null, { label: 'coarse' })).toThrow(
      'no array “coarse” of labels for “a.npz/x_test.npy”',
    );
    const short = splits({
      ...{ fine_train: four.fine, coarse_train: three.coarse },
      fine_test: three.fine,
    });
    expect(() => read(short, null, { label: 'coarse' })).toThrow('no array “coarse”');
    const alone = [entry('x', images(4)), entry('y', labels(4))];
    expect(() => read(alone, null, { label: 'nonsense' })).toThrow('no array “nonsense”');
    expect(read(alone, null, { label: 'y' }).classes).toHaveLength(2);
    const apart = splits({
      y_train: four.fine,
      ids_train: four.coarse,
      fine_test: three.fine,
      coarse_test: three.coarse,
    });
    expect(() => read(apart)).toThrow('may both be the labels');
  });

  test('never trains on one array and tests on another', () => {
    const odd = splits({
      a_train: vector([0, 1, 0, 1]),
      b_train: vector([3, 3, 3, 3]),
      a_test: vector([-1, -1, -1]),
      b_test: vector([0, 1, 1]),
    });
    expect(() => read(odd)).toThrow('would be the labels of different splits');
    expect(() => read(odd, null, { label: 'a' })).toThrow('label -1');
    const named = splits({
      y_train: labels(4),
      ids_train: vector([4, 3, 2, 1]),
      ids_test: vector([7, 8, 8]),
    });
    expect(() => read(named)).toThrow('would be the labels of different splits');
    const synonyms = splits({ y_train: labels(4), targets_test: labels(3) });
    expect(read(synonyms).test?.labels).toHaveLength(3);
  });

  test('asks nothing where all that could be labels say the same', () => {
    const again = writeNpy([4, 2], [1, 0, 0, 1, 1, 0, 0, 1]);
    const files = [
      entry('x', images(4)),
      entry('labels', labels(4)),
      entry('labels_onehot', again),
    ];
    expect([...read(files).train.labels]).toEqual([0, 1, 0, 1]);
  });

  test('takes floats for labels where they are whole, and other arrays never in their place', () => {
    const x = entry('x', images(4));
    const y = entry('y', vector([0, 1, 0, 1], 'f8'));
    const target = entry('target', four.coarse);
    const [{ alternatives }] = asked(ask([x, y, target]));
    expect(alternatives.map(({ flag }) => flag)).toEqual(['--label y', '--label target']);
    expect([...read([x, y, target], null, { label: 'y' }).train.labels]).toEqual([0, 1, 0, 1]);
    // What is called labels is meant, whatever lies beside it.
    const groups = entry('groups', four.coarse);
    expect([...read([x, y, groups]).train.labels]).toEqual([0, 1, 0, 1]);
    const short = [entry('labels', labels(3)), groups];
    expect(() => ask([x, ...short])).toThrow('3 labels for the 4 images');
  });

  test('reads labels as rows with a single one among zeros', () => {
    const rows = [1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0];
    for (const options of [{}, { type: 'f4' }, { type: 'f8', fortranOrder: true }] as const) {
      const y = entry('y', writeNpy([4, 3], rows, options));
      const { train, notes } = read([entry('x', images(4)), y, entry('ids', vector([4, 5, 6, 7]))]);
      expect([...train.labels]).toEqual([0, 2, 1, 0]);
      expect(notes).toEqual(['An array was left aside, “a.npz/ids.npy”.']);
      for (const [at, value] of [
        [0, 0],
        [1, 1],
        [0, 2],
      ]) {
        const wrong = entry('y', writeNpy([4, 3], rows.with(at, value), options));
        expect(() => read([entry('x', images(4)), wrong])).toThrow('a single one among zeros');
      }
    }
  });

  test('takes the only array that can be the labels', () => {
    const others = [
      entry('ids', vector([1, 2, 3, 4, 5])),
      entry('scores', vector([0.5, 1, 1, 0], 'f4')),
      entry('time', vector([1_700_000_000_000, 5, 6, 7])),
      entry('constant', vector([3, 3, 3, 3])),
      entry('below', vector([-1, 0, 1, 1])),
    ];
    for (const name of ['labels', 'answer']) {
      const { train } = read([entry('x', images(4)), entry(name, labels(4)), ...others]);
      expect([...train.labels]).toEqual([0, 1, 0, 1]);
    }
    // Labels that name no split go with the only images.
    const names = [file('x_train.npy', images(4)), file('fine.npy', four.fine)];
    expect(read(names).classes).toHaveLength(4);
    const two = [...names, file('coarse.npy', four.coarse)];
    expect(asked(ask(two))[0].alternatives).toHaveLength(2);
  });

  test('looks for labels in lists only where no array has them, and tells what it displaces', () => {
    const x = file('x.npy', images(4));
    const list = { path: 'l.txt', bytes: new TextEncoder().encode('b\na\nb\na\n') };
    const whole = file('y.npy', vector([0, 1, 0, 1], 'f8'));
    const held = read([x, whole], null, {}, [list]);
    expect(held.classes).toEqual(['0', '1']);
    expect(held.notes).toEqual(['digits: another file was skipped, “l.txt”.']);
    // Classes may have one image each; beside other lists, such a one holds names.
    const names = { path: 'n.txt', bytes: new TextEncoder().encode('1.png\n2.png\n3.png\n4.png') };
    expect(read([x], null, {}, [names]).classes).toHaveLength(4);
    expect(read([x], null, {}, [names, list]).classes).toEqual(['a', 'b']);
    // Weights and boxes are no labels, though whole or called so; a list that is chosen is taken.
    const weights = file('sample_weight.npy', vector([1, 1, 2, 1], 'f8'));
    expect(read([x, weights], null, {}, [list]).classes).toEqual(['a', 'b']);
    const boxes = file('label_boxes.npy', writeNpy([4, 2], [3, 2, 1, 9, 8, 7, 6, 5]));
    expect(read([x, boxes], null, {}, [list]).classes).toEqual(['a', 'b']);
    expect(read([x, whole], null, { label: 'l.txt' }, [list]).classes).toEqual(['a', 'b']);
    expect(() => read([x], null, { label: 'nonsense' }, [list])).toThrow('0 arrays of labels');
    const short = { path: 's.csv', bytes: new TextEncoder().encode('label\nb\na\nb\n') };
    expect(() => read([x], null, {}, [short])).toThrow(
      'no array of labels, and “s.csv” does not hold one for each of the 4 images',
    );
    const parts = file('z.npy', vector([0.5, 1, 0, 1], 'f8'));
    expect(read([x, parts], null, {}, [list]).notes).toEqual([
      'An array was left aside, “z.npy”.',
      'Labels were read from “l.txt”.',
    ]);
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
    const shape = { height: 2, width: 2, channels: 3 } as const;
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
    const text = (path: string, content: string) => ({
      path,
      bytes: new TextEncoder().encode(content),
    });
    const lists = [text('names.txt', names.join('\n')), text('notes.txt', 'only one')];
    for (const files of [[array], [array, bias]]) {
      const { classes, train } = read(files, null, {}, lists);
      expect(classes).toEqual(['__proto__', 'n01', 'n02']);
      expect([...train.labels]).toEqual([2, 0, 2, 1]);
    }
    const twice = [lists[0], text('more.csv', 'id,y\n0,b\n1,a\n2,b\n3,a\n')];
    const [question] = asked(ask([array], null, {}, twice));
    const [first, second] = question.alternatives;
    expect(first.description).toBe('3 classes: “__proto__”, “n01”, “n02”.');
    expect(second.flag).toBe('--label more.csv');
    const { classes, notes } = read([array], null, second.choices, twice);
    expect(classes).toEqual(['a', 'b']);
    expect(notes).toContain('Labels were read from “more.csv”.');
    expect(notes).toContain('digits: another file was skipped, “names.txt”.');
    const columns = text('two.csv', 'label,class\nb,3\na,3\nb,4\na,4\n');
    const [both] = asked(ask([array], null, {}, [columns]));
    expect(both.alternatives.map(({ flag }) => flag)).toEqual([
      "--label 'two.csv, “label”'",
      "--label 'two.csv, “class”'",
    ]);
    expect(read([array], null, { label: 'class' }, [columns]).classes).toEqual(['3', '4']);
    expect(() => read([array], null, {}, [])).toThrow('0 arrays of labels');
  });
});
