import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../lib/random.ts';
import { coarseLabelLevels } from '../../../spec/coarseLabels.ts';
import { countClasses } from '../../dataset.ts';
import { families } from './families.ts';
import { makeShapes, shapes } from './makeShapes.ts';
import { turnOf, unitVector } from './turns.ts';

const few = { trainPerClass: 3, testPerClass: 1 };

describe('Shapes', () => {
  it('is the same data on every machine', async () => {
    const { hash } = await makeShapes({}, few);
    // Changes only when images change: then saved experiments no longer find their data.
    expect(hash).toBe('05610b70250240fb6d65661fd67c154904f206f98cec0b25e9e3335be7b50ac6');
  });

  it('has 100 classes in 20 families of five, equally many images of each', async () => {
    const { classes, train, test } = await makeShapes({}, few);
    const [level] = coarseLabelLevels(classes);
    expect(level.names).toHaveLength(20);
    expect(countClasses(Int32Array.from(level.groupOf), 20)).toEqual(new Array(20).fill(5));
    expect(countClasses(train.labels, 100)).toEqual(new Array(100).fill(3));
    expect(countClasses(test!.labels, 100)).toEqual(new Array(100).fill(1));
    expect(new Set(classes).size).toBe(100);
  });

  it('draws other images for training and for testing, and the first ones alike', async () => {
    const { train, test } = await makeShapes({}, few);
    const one = await makeShapes({}, { trainPerClass: 1, testPerClass: 1 });
    const size = 32 * 32 * 3;
    expect(one.train.images.subarray(0, size)).toEqual(train.images.subarray(0, size));
    expect(one.train.images.subarray(size, 2 * size)).toEqual(
      train.images.subarray(3 * size, 4 * size),
    );
    expect(test!.images.subarray(0, size)).not.toEqual(train.images.subarray(0, size));
  });

  it('tells of its progress and stops when it is given up', async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    const making = makeShapes(
      {
        signal: abort.signal,
        onProgress: ({ done, total }) => {
          expect(total).toBe(400);
          seen.push(done);
          if (seen.length === 2) abort.abort();
        },
      },
      few,
    );
    await expect(making).rejects.toThrow('aborted');
    expect(seen).toEqual([3, 6]);
  });
});

describe('every figure', () => {
  const named = families.flatMap((family) =>
    family.classes.map((one) => [`${family.name}/${one.name}`, one.field] as const),
  );

  it.each(named)('%s has an inside and an outside within the image', (_, field) => {
    const random = createRandom(1, 'points');
    const signs = Array.from({ length: 2000 }, () =>
      Math.sign(field(2 * random.uniform() - 1, 2 * random.uniform() - 1)),
    );
    const inside = signs.filter((sign) => sign < 0).length / signs.length;
    expect(inside).toBeGreaterThan(0.03);
    expect(inside).toBeLessThan(0.8);
  });

  it('is named once', () => {
    expect(named.map(([name]) => name)).toEqual(shapes.classes);
  });
});

describe('angles in turns', () => {
  it('agree with the library’s', () => {
    for (let turns = -2; turns < 2; turns += 0.01) {
      const [cos, sin] = unitVector(turns);
      expect(cos).toBeCloseTo(Math.cos(2 * Math.PI * turns), 6);
      expect(sin).toBeCloseTo(Math.sin(2 * Math.PI * turns), 6);
      const back = turnOf(cos * 3, sin * 3) - (turns - Math.floor(turns));
      expect(Math.abs(back - Math.round(back))).toBeLessThan(4e-6);
    }
    expect(turnOf(0, 0)).toBe(0);
  });
});
