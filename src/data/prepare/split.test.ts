import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countClasses, type Dataset, withHash } from '../dataset.ts';
import { expectRefusal } from '../testing/errors.ts';
import { type SplitOptions, splitDataset } from './split.ts';

/** A data set of 1 × 1 images, whose only pixel is the image's index. */
function datasetOf(
  trainLabels: number[],
  testLabels: number[] | null,
  validationLabels: number[] | null = null,
): Dataset {
  const split = (labels: number[]) => ({
    images: Uint8Array.from(labels, (_, index) => index),
    labels: Int32Array.from(labels),
  });
  return withHash({
    name: 'letters',
    format: 'made',
    classes: ['a', 'b', 'c'],
    shape: { height: 1, width: 1, channels: 1 },
    train: split(trainLabels),
    validation: validationLabels === null ? null : split(validationLabels),
    test: testLabels === null ? null : split(testLabels),
    notes: [],
  });
}

const labels = Array.from({ length: 60 }, (_, index) => index % 3);
const dataset = datasetOf(labels, [0, 1, 2, 2]);
const options: SplitOptions = {
  validation: 0,
  testShare: 0.2,
  limitPerClass: null,
  classes: null,
  exclude: [],
  merge: [],
  dropLeaked: false,
  seed: 1,
};

describe('splitDataset', () => {
  test('hands the images through where nothing is asked for', () => {
    const split = splitDataset(dataset, options);
    expect(split.train).toBe(dataset.train);
    expect(split.test).toBe(dataset.test);
    expect(split.validation).toBeNull();
    expect(split.notes).toEqual([]);
  });

  test('holds out a stratified share, without overlap, in the order of the files', () => {
    const { train, validation, indices } = splitDataset(dataset, { ...options, validation: 0.25 });
    expect(countClasses(validation!.labels, 3)).toEqual([5, 5, 5]);
    expect(countClasses(train.labels, 3)).toEqual([15, 15, 15]);
    expect([...indices.train, ...indices.validation!].sort((a, b) => a - b)).toEqual(
      labels.map((_, index) => index),
    );
    expect([...train.images]).toEqual([...indices.train]);
    expect([...indices.train]).toEqual([...indices.train].sort((a, b) => a - b));
  });

  test('repeats with the seed and changes with it', () => {
    const chosen = (seed: number) => [
      ...splitDataset(dataset, { ...options, validation: 0.25, seed }).indices.validation!,
    ];
    expect(chosen(1)).toEqual(chosen(1));
    expect(chosen(1)).not.toEqual(chosen(2));
  });

  test('keeps classes in the order asked for, and their validation images', () => {
    const all = splitDataset(dataset, { ...options, validation: 0.25 });
    const some = splitDataset(dataset, { ...options, validation: 0.25, classes: ['c', 'a'] });
    expect(some.classes).toEqual(['c', 'a']);
    expect([...some.test.labels]).toEqual([1, 0, 0]);
    const keptOf = [...all.indices.validation!].filter((index) => labels[index] !== 1);
    expect([...some.indices.validation!]).toEqual(keptOf);
    some.indices.train.forEach((index, place) => {
      expect(['c', 'a'][some.train.labels[place]]).toBe(dataset.classes[labels[index]]);
    });
  });

  test('limits the training images of each class to the first', () => {
    const { indices } = splitDataset(dataset, { ...options, limitPerClass: 2 });
    expect([...indices.train]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('holds out a fifth as test images where there are none', () => {
    const { train, test: held, notes } = splitDataset(datasetOf(labels, null), options);
    expect(countClasses(held.labels, 3)).toEqual([4, 4, 4]);
    expect(countClasses(train.labels, 3)).toEqual([16, 16, 16]);
    expect(notes).toEqual([
      'The files hold no test images: 12 images were held out, 20% of each class.',
    ]);
  });

  test('never shares an image between splits', () => {
    const settings = fc.record({
      validation: fc.double({ min: 0, max: 0.9, noNaN: true }),
      limitPerClass: fc.option(fc.integer({ min: 1, max: 30 })),
      classes: fc.option(fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 2 })),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(settings, fc.boolean(), (chosen, withTest) => {
        const source = datasetOf(labels, withTest ? [0, 1, 2] : null);
        const { indices, train, classes } = splitDataset(source, { ...options, ...chosen });
        const parts = [...indices.train, ...(indices.validation ?? [])];
        if (!withTest) parts.push(...indices.test);
        expect(new Set(parts).size).toBe(parts.length);
        for (const count of countClasses(train.labels, classes.length)) {
          expect(count).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('refuses classes that are not there, listed twice, or empty', async () => {
    const ask = (classes: string[]) => () => splitDataset(dataset, { ...options, classes });
    await expectRefusal(ask(['a', 'z']), ['letters', '“z”, which is no class', '“a”, “b”, “c”']);
    await expectRefusal(ask(['a', 'a']), ['“a” twice']);
    const missing = datasetOf([0, 0, 1], [0, 1]);
    await expectRefusal(() => splitDataset(missing, options), ['“c”', 'no training images']);
  });

  test('merges classes without moving an image between splits', () => {
    const chosen = { ...options, validation: 0.25 };
    const apart = splitDataset(dataset, chosen);
    const merge = [{ name: 'ac', classes: ['c', 'a'] }];
    const together = splitDataset(dataset, { ...chosen, merge });
    expect(together.classes).toEqual(['ac', 'b']);
    expect(together.indices).toEqual(apart.indices);
    expect([...together.train.labels]).toEqual(
      Array.from(apart.train.labels, (label) => (label === 1 ? 1 : 0)),
    );
    expect([...together.test.labels]).toEqual([0, 1, 0, 0]);
  });

  test('leaves excluded classes out of every split', () => {
    const { classes, indices, test: held } = splitDataset(dataset, { ...options, exclude: ['b'] });
    expect(classes).toEqual(['a', 'c']);
    expect([...indices.train].every((index) => labels[index] !== 1)).toBe(true);
    expect([...held.labels]).toEqual([0, 1, 1]);
  });

  test('holds out so many images of each class, and refuses to hold out all', async () => {
    const perClass = (count: number) => ({ ...options, validation: { perClass: count } });
    const { validation, train } = splitDataset(dataset, perClass(7));
    expect(countClasses(validation!.labels, 3)).toEqual([7, 7, 7]);
    expect(countClasses(train.labels, 3)).toEqual([13, 13, 13]);
    await expectRefusal(() => splitDataset(dataset, perClass(20)), ['“a”', '20', 'hold out fewer']);
  });

  describe('with validation images that the files bring', () => {
    const brought = datasetOf(labels, [0, 1, 2, 2], [2, 0, 1, 0]);

    test('uses them where none are held out, and leaves the others as they were', () => {
      for (const validation of [0, 'own'] as const) {
        const split = splitDataset(brought, { ...options, validation });
        expect(split.validation).toBe(brought.validation);
        expect(split.train).toBe(brought.train);
        expect(split.test).toBe(brought.test);
        expect(split.brought).toEqual({ use: 'validation', counts: [2, 1, 1] });
        expect(split.notes).toEqual([
          'The data set brings 4 validation images of its own; the run validates on them.',
        ]);
      }
    });

    test('trains on them where others are held out, as if they followed the training images', () => {
      const chosen = { ...options, validation: 0.25, limitPerClass: 21 };
      const split = splitDataset(brought, chosen);
      const poured = withHash({
        ...dataset,
        train: {
          labels: Int32Array.from([...labels, 2, 0, 1, 0]),
          images: Uint8Array.from([...dataset.train.images, 0, 1, 2, 3]),
        },
      });
      const same = splitDataset(poured, chosen);
      expect(split.indices).toEqual(same.indices);
      expect(split.train).toEqual(same.train);
      expect(split.validation).toEqual(same.validation);
      expect(split.brought).toEqual({ use: 'training', counts: [2, 1, 1] });
      expect(split.notes[0]).toContain('They count among the training images');
    });

    test('draws the same test images with them and without', () => {
      const [bare, more] = [datasetOf(labels, null), datasetOf(labels, null, [0, 1, 2])];
      for (const validation of [0, 0.25]) {
        const chosen = { ...options, validation };
        expect(splitDataset(more, chosen).test).toEqual(splitDataset(bare, chosen).test);
      }
      expect(splitDataset(more, options).train).toEqual(splitDataset(bare, options).train);
    });

    test('keeps, merges and leaves out their classes as those of the others', () => {
      const merge = [{ name: 'ac', classes: ['a', 'c'] }];
      const split = splitDataset(brought, { ...options, merge });
      expect([...split.validation!.labels]).toEqual([0, 0, 1, 0]);
      expect(split.brought?.counts).toEqual([3, 1]);
      const some = splitDataset(brought, { ...options, exclude: ['a'] });
      expect([...some.validation!.images]).toEqual([0, 2]);
    });

    test('are asked for in vain where there are none', async () => {
      await expectRefusal(
        () => splitDataset(dataset, { ...options, validation: 'own' }),
        ['letters', 'dataset.validation', 'no validation images of their own'],
      );
    });
  });

  test('leaves out training images that stand among the test images', () => {
    const leaky = withHash({
      ...dataset,
      test: { images: Uint8Array.of(4, 200, 7), labels: Int32Array.of(0, 1, 2) },
    });
    expect(splitDataset(leaky, options).train).toBe(leaky.train);
    const { indices, notes } = splitDataset(leaky, { ...options, dropLeaked: true });
    expect([...indices.train]).toEqual([...labels.keys()].filter((at) => at !== 4 && at !== 7));
    expect(notes).toEqual([
      '2 images were left out of training: the same pixels stand among the test images.',
    ]);
  });

  test('never trains on the pixels of a test image that it drew itself, once asked', () => {
    const repeated = {
      ...datasetOf(labels, null),
      train: {
        images: Uint8Array.from(labels, (_, at) => at % 12),
        labels: Int32Array.from(labels),
      },
    };
    const split = splitDataset(repeated, { ...options, dropLeaked: true, testShare: 0.1 });
    const tested = new Set(split.test.images);
    expect([...split.train.images].some((pixel) => tested.has(pixel))).toBe(false);
  });
});
