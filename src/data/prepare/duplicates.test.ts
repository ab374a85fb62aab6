import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset, Split } from '../dataset.ts';
import { withHash } from '../dataset.ts';
import { findDuplicates, leakedImages } from './duplicates.ts';
import { EqualImages } from './equalImages.ts';

/** Images of two pixels, both of the value given, in classes by turns. */
function splitOf(values: readonly number[]): Split {
  return {
    images: Uint8Array.from(values.flatMap((value) => [value, value])),
    labels: Int32Array.from(values, (_, index) => index % 2),
  };
}

function datasetOf(train: readonly number[], test: readonly number[] | null): Dataset {
  return withHash({
    name: 'made',
    format: 'made',
    classes: ['a', 'b'],
    shape: { height: 1, width: 2, channels: 1 },
    train: splitOf(train),
    test: test && splitOf(test),
    notes: [],
  });
}

const classes = [
  { name: 'a', members: [0] },
  { name: 'b', members: [1] },
];
const upTo = (count: number) => Uint32Array.from({ length: count }, (_, index) => index);

describe('findDuplicates', () => {
  const dataset = datasetOf([1, 2, 1, 3, 4, 4], [3, 9, 9, 1]);
  const indices = { train: upTo(6), test: upTo(4) };

  test('counts what repeats within and across, and what stands in two classes', () => {
    const found = findDuplicates(dataset, { classes, indices });
    // 1 twice in training and once in test, 3 once in each; 4 twice, in both classes; 9 twice.
    expect(found.leaked).toBe(3);
    expect(found.leakedCounts).toEqual([2, 1]);
    expect(found.withinTrain).toBe(2);
    expect(found.withinTest).toBe(1);
    expect(found.contradictions).toBe(4);
    expect(found.groupCount).toBe(4);
    expect(found.groups[0].map(({ role, index }) => `${role} ${index}`)).toEqual([
      'train 0',
      'train 2',
      'test 3',
    ]);
  });

  test('sees no contradiction within a merged class', () => {
    const merged = [{ name: 'ab', members: [0, 1] }];
    expect(findDuplicates(dataset, { classes: merged, indices }).contradictions).toBe(0);
  });

  test('finds leaks to test images that are drawn from the training images', () => {
    const drawn = datasetOf([5, 5, 6, 7], null);
    expect([
      ...leakedImages(drawn, { train: Uint32Array.of(1, 2), test: Uint32Array.of(0) }),
    ]).toEqual([1]);
  });
});

test('EqualImages groups exactly what is equal', () => {
  const image = fc.uint8Array({ minLength: 3, maxLength: 3, max: 2 });
  fc.assert(
    fc.property(fc.array(image), (images) => {
      const equal = new EqualImages<number>();
      images.forEach((pixels, index) => {
        equal.add(pixels, index);
      });
      const indices = [...images.keys()];
      const expected = [...new Set(images.map(String))]
        .map((key) => indices.filter((index) => String(images[index]) === key))
        .filter((group) => group.length > 1);
      const byFirst = (groups: readonly (readonly number[])[]) =>
        groups.toSorted((a, b) => a[0] - b[0]);
      expect(byFirst(equal.groups())).toEqual(byFirst(expected));
    }),
  );
});
