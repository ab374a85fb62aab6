/** Arrays and IDX files that could be read in parts: sets, copies, arrays of the same images, a class each. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { UndecidedError } from '../reading.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { expectRefusal } from '../testing/errors.ts';
import { writeIdx } from '../testing/writeIdx.ts';
import { writeNpy } from '../testing/writeNpy.ts';
import { readArrayDataset } from './arrayDataset.ts';
import { readIdxDataset } from './idxDataset.ts';

type Files = Readonly<Record<string, Uint8Array>>;

const asArrays = (files: Files, choices: ReadingChoices = {}) =>
  readArrayDataset(
    Object.entries(files).map(([name, bytes]) => {
      const [file, entry = null] = name.split('!');
      return { file, entry, bytes };
    }),
    'pile',
    defaultLimits,
    { lists: [], choices },
  );
const asIdx = (files: Files, choices: ReadingChoices = {}) =>
  readIdxDataset(
    Object.entries(files).map(([name, bytes]) => ({ name, bytes })),
    'pile',
    choices,
    defaultLimits,
  );
type Reading = ReturnType<typeof asArrays>;

function datasetOf(reading: Reading) {
  if (reading.kind === 'choice') throw new UndecidedError(reading.questions);
  return reading.dataset;
}
function flagsOf(reading: Reading): string[] {
  if (reading.kind !== 'choice') throw new Error('Nothing was asked.');
  expect(reading.questions[0].kind).toBe('part');
  return reading.questions[0].alternatives.map(({ flag }) => flag);
}
const shuffled = (files: Files) =>
  fc
    .shuffledSubarray(Object.entries(files), { minLength: Object.keys(files).length })
    .map((entries) => Object.fromEntries(entries));

/** Images of 5 × 4 pixels, all of them `value`; rows of 20 where `rank` is 2. */
const images = (count: number, value: number, rank = 3) =>
  writeNpy(rank === 2 ? [count, 20] : [count, 5, 4], new Array(20 * count).fill(value));
const labels = (count: number) =>
  writeNpy(
    [count],
    Array.from({ length: count }, (_, at) => at % 2),
  );
const idxImages = (count: number, value: number) =>
  writeIdx([count, 3, 2], new Array(6 * count).fill(value));
const idxLabels = (count: number, classes = 2) =>
  writeIdx(
    [count],
    Array.from({ length: count }, (_, at) => at % classes),
  );

describe('an array a class', () => {
  test.each<[string, Files]>([
    [
      'named with words of their own',
      {
        'full_bitmap_cat.npy': images(3, 1),
        'full_bitmap_The Tower.npy': images(2, 2),
        'full_bitmap_ant.npy': images(1, 3),
      },
    ],
    [
      'in an archive',
      {
        'a.npz!cat.npy': images(3, 1),
        'a.npz!The Tower.npy': images(2, 2),
        'a.npz!ant.npy': images(1, 3),
      },
    ],
    [
      'an archive each',
      {
        'cat.npz!arr_0.npy': images(3, 1),
        'The Tower.npz!arr_0.npy': images(2, 2),
        'ant.npz!arr_0.npy': images(1, 3),
      },
    ],
    [
      'a folder each',
      {
        'x/cat/images.npy': images(3, 1),
        'x/The Tower/images.npy': images(2, 2),
        'x/ant/images.npy': images(1, 3),
      },
    ],
    [
      'named with a word after',
      {
        'cat_bitmaps.npy': images(3, 1),
        'The Tower_bitmaps.npy': images(2, 2),
        'ant_bitmaps.npy': images(1, 3),
      },
    ],
  ])('%s, in any order', (_how, files) => {
    fc.assert(
      fc.property(shuffled(files), (order) => {
        const { classes, train, notes } = datasetOf(asArrays(order));
        expect(classes).toEqual(['The Tower', 'ant', 'cat']);
        const values = [...train.labels].map(
          (label, at) => `${classes[label]} ${train.images[20 * at]}`,
        );
        expect(values.toSorted()).toEqual([
          'The Tower 2',
          'The Tower 2',
          'ant 3',
          'cat 1',
          'cat 1',
          'cat 1',
        ]);
        expect(notes.join()).toContain('Each array is a class');
        expect(datasetOf(asArrays(files)).hash).toBe(datasetOf(asArrays(order)).hash);
      }),
      { numRuns: 6 },
    );
  });

  test('with splits in their names', () => {
    const files = {
      'cat_train.npy': images(3, 1),
      'ant_train.npy': images(2, 2),
      'cat_test.npy': images(1, 3),
      'ant_test.npy': images(1, 4),
    };
    const { classes, train, test: held } = datasetOf(asArrays(files));
    expect(classes).toEqual(['ant', 'cat']);
    expect([train.labels.length, held?.labels.length]).toEqual([5, 2]);
  });

  test('rows are images of a shape that may be asked about', () => {
    const flat = {
      'cat.npy': writeNpy([4, 35], new Array(140).fill(200)),
      'ant.npy': writeNpy([4, 35], new Array(140).fill(100)),
    };
    const reading = asArrays(flat);
    expect(reading.kind === 'choice' && reading.questions[0].kind).toBe('rows');
    const shape = { height: 5, width: 7, channels: 1 } as const;
    expect(datasetOf(asArrays(flat, { shape })).classes).toEqual(['ant', 'cat']);
  });

  test.each<[string, Files]>([
    ['splits', { 'x_train.npy': images(3, 1), 'x_test.npy': images(2, 2) }],
    ['pieces', { 'batch_1.npy': images(3, 1), 'batch_2.npy': images(2, 2) }],
    ['numbered arrays', { 'digits_1.npy': images(3, 1), 'digits_2.npy': images(2, 2) }],
    ['images and masks', { 'images.npy': images(3, 1), 'masks.npy': images(3, 2) }],
    [
      'weights',
      {
        'W1.npy': writeNpy([4, 4], new Array(16).fill(0.5), { type: 'f4' }),
        'W2.npy': writeNpy([4, 4], new Array(16).fill(0.5), { type: 'f4' }),
      },
    ],
  ])('is not made of %s', async (_what, files) => {
    await expectRefusal(() => asArrays(files), []);
  });
});

describe('several arrays of images', () => {
  const same = {
    'fog.npy': images(6, 1),
    'snow.npy': images(6, 2),
    'blur.npy': images(6, 3),
    'labels.npy': labels(6),
  };

  test('with one list of labels are asked about, and the others left aside', () => {
    fc.assert(
      fc.property(shuffled(same), (order) => {
        expect(flagsOf(asArrays(order))).toEqual(['--part blur', '--part fog', '--part snow']);
        const { train, notes } = datasetOf(asArrays(order, { part: 'fog' }));
        expect([...new Set(train.images)]).toEqual([1]);
        expect(notes.join()).toContain('2 arrays were left aside');
      }),
      { numRuns: 6 },
    );
  });

  test('with labels of their own are sets', () => {
    const sets = {
      'fog_x_train.npy': images(6, 1),
      'fog_y_train.npy': labels(6),
      'fog_x_test.npy': images(2, 4),
      'fog_y_test.npy': labels(2),
      'snow_x_train.npy': images(4, 2),
      'snow_y_train.npy': labels(4),
    };
    expect(flagsOf(asArrays(sets))).toEqual(['--part fog', '--part snow']);
    const { train, test: held } = datasetOf(asArrays(sets, { part: 'fog' }));
    expect([train.labels.length, held?.labels.length]).toEqual([6, 2]);
  });

  test('and a part that is not there', async () => {
    await expectRefusal(() => asArrays(same, { part: 'rain' }), ['no part “rain”', '“fog”']);
  });

  test('one that is called images goes before the others', () => {
    const files = {
      'images.npy': images(6, 1),
      'masks.npy': images(6, 2),
      'labels.npy': labels(6),
    };
    expect(datasetOf(asArrays(files)).train.images[0]).toBe(1);
  });
});

describe('IDX files', () => {
  const one = {
    'train-images-idx3-ubyte': idxImages(6, 1),
    'train-labels-idx1-ubyte': idxLabels(6),
    't10k-images-idx3-ubyte': idxImages(2, 2),
    't10k-labels-idx1-ubyte': idxLabels(2),
  };
  const copies = (name: (file: string) => string) =>
    Object.fromEntries(Object.entries(one).map(([file, bytes]) => [name(file), bytes.slice()]));

  test.each<[string, (file: string) => string]>([
    ['in folders of their names', (file) => `${file}/${file}`],
    ['with a dot', (file) => file.replace(/-(idx\d)/, '.$1')],
    ['in another folder', (file) => `copy of it/${file}`],
    ['marked as copies', (file) => `${file} (1)`],
  ])('that stand twice, %s, count once', (_how, name) => {
    fc.assert(
      fc.property(shuffled({ ...one, ...copies(name) }), (order) => {
        const { hash, notes } = datasetOf(asIdx(order));
        expect(hash).toBe(datasetOf(asIdx(one)).hash);
        expect(notes.join()).toContain('4 files of the same content');
      }),
      { numRuns: 6 },
    );
  });

  test('of several sets are asked about', () => {
    const sets = Object.fromEntries(
      ['balanced', 'digits', 'letters'].flatMap((set, at) =>
        Object.entries({
          'train-images-idx3-ubyte': idxImages(6 + at, at),
          'train-labels-idx1-ubyte': idxLabels(6 + at),
          'test-images-idx3-ubyte': idxImages(2, at),
          'test-labels-idx1-ubyte': idxLabels(2),
        }).map(([file, bytes]) => [`gzip/emnist-${set}-${file}.gz`, bytes] as const),
      ),
    );
    fc.assert(
      fc.property(shuffled(sets), (order) => {
        const flags = flagsOf(asIdx(order));
        expect(flags.length).toBe(3);
        expect(flags[2]).toContain('letters');
        const reading = asIdx(order);
        const [, , letters] = reading.kind === 'choice' ? reading.questions[0].alternatives : [];
        expect(letters.previews.length).toBe(6);
        const { train, test: held, notes } = datasetOf(asIdx(order, letters.choices));
        expect([train.labels.length, held?.labels.length, train.images[0]]).toEqual([8, 2, 2]);
        expect(notes.join()).toContain('Other sets were left aside');
      }),
      { numRuns: 6 },
    );
  });

  test('and a set that is not there', async () => {
    const sets = {
      ...copies((file) => `a/${file}`),
      ...copies((file) => `b/${file}`),
      'b/train-images-idx3-ubyte': idxImages(6, 9),
    };
    expect(flagsOf(asIdx(sets))).toEqual(['--part a', '--part b']);
    await expectRefusal(() => asIdx(sets, { part: 'c' }), ['no set “c”', '“a”']);
  });

  test('of two halves without splits in their names are one set, as before', () => {
    const files = {
      'small-images': idxImages(2, 2),
      'small-labels': idxLabels(2),
      'large-images': idxImages(6, 1),
      'large-labels': idxLabels(6),
    };
    const { train, test: held } = datasetOf(asIdx(files));
    expect([train.labels.length, held?.labels.length]).toEqual([6, 2]);
  });
});
