/** The page counts a split as the worker cuts it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countClasses, type Dataset, withHash } from '../../data/dataset.ts';
import { splitDataset } from '../../data/prepare/split.ts';
import { planClasses } from '../../spec/classPlan.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { viewOf } from '../../worker/datasetView.ts';
import { splitOf } from './splitCounts.ts';

const classes = ['a', 'b', 'c'];
const perClass = (min: number) => fc.tuple(...classes.map(() => fc.integer({ min, max: 20 })));

function datasetOf([train, validation, test]: readonly (readonly number[] | null)[]): Dataset {
  const split = (counts: readonly number[]) => {
    const labels = Int32Array.from(counts.flatMap((count, label) => Array(count).fill(label)));
    return { labels, images: Uint8Array.from(labels) };
  };
  return withHash({
    name: 'letters',
    format: 'made',
    classes,
    shape: { height: 1, width: 1, channels: 1 },
    train: split(train!),
    validation: validation && split(validation),
    test: test && split(test),
    notes: [],
  });
}

it('counts what the worker cuts, with validation and test images of the files and without', async () => {
  const files = fc.tuple(perClass(4), fc.option(perClass(0)), fc.option(perClass(0)));
  const choices = fc.record({
    validation: fc.oneof(
      fc.constantFrom(0, 'own' as const),
      fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      fc.record({ perClass: fc.integer({ min: 1, max: 2 }) }),
    ),
    limitPerClass: fc.option(fc.integer({ min: 3, max: 12 })),
  });
  await fc.assert(
    fc.asyncProperty(files, choices, async (counts, chosen) => {
      const dataset = datasetOf(counts);
      fc.pre(chosen.validation !== 'own' || dataset.validation !== null);
      const options = { ...defaultSpec.dataset, ...chosen };
      const plan = planClasses(classes, options);
      expect(plan.ok).toBe(true);
      if (!plan.ok) return;
      const view = await viewOf(dataset, 'local:letters', [], 0);
      const { train, validation, test } = splitDataset(dataset, { ...options, seed: 3 });
      const cut = [train, validation, test].map((split) =>
        countClasses(split?.labels ?? new Int32Array(), 3),
      );
      expect(splitOf(view, options, plan.classes)).toEqual(
        classes.map((_, at) => ({ train: cut[0][at], validation: cut[1][at], test: cut[2][at] })),
      );
    }),
  );
});
