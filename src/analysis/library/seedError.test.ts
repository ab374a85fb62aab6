import { expect, test } from 'vitest';
import { libraryRun } from '../testing/sampleLibrary.ts';
import type { LibraryRun } from './libraryRun.ts';
import { seedError } from './seedError.ts';

const errorOf = ({ testError }: LibraryRun) => testError;
const seeded = (testError: number | null, seed: number, change: Partial<LibraryRun> = {}) =>
  libraryRun({ testError, ...change }, { seed });

test('three seeds and more have the 95% interval of their mean by Student’s t', () => {
  const found = seedError([seeded(0.1, 1), seeded(0.3, 2), seeded(0.2, 3)], errorOf);
  // t(0.975; 2) = 4.302653, standard error 0.1/√3.
  expect(found?.mean).toBeCloseTo(0.2, 12);
  expect(found?.interval?.low).toBeCloseTo(0.2 - (4.302653 * 0.1) / Math.sqrt(3), 6);
  expect(found?.interval?.high).toBeCloseTo(0.2 + (4.302653 * 0.1) / Math.sqrt(3), 6);
  expect(found).toMatchObject({ values: [0.1, 0.2, 0.3], isOpen: false });
});

test('two seeds have their values and no interval, one its value', () => {
  expect(seedError([seeded(0.4, 1), seeded(0.2, 2)], errorOf)).toMatchObject({
    values: [0.2, 0.4],
    interval: null,
  });
  expect(seedError([seeded(0.4, 1)], errorOf)).toMatchObject({ mean: 0.4, interval: null });
  expect(seedError([seeded(null, 1)], errorOf)).toBeNull();
});

test('a seed that was run several times counts once', () => {
  const runs = [seeded(0.25, 1), seeded(0.25, 1), seeded(0.25, 1), seeded(0.75, 2)];
  expect(seedError(runs, errorOf)).toMatchObject({ values: [0.25, 0.75], mean: 0.5 });
});

test('what a run under way has so far does not count beside finished seeds, and opens the mean', () => {
  const live = seeded(0.9, 3, { state: 'training', digest: null });
  expect(seedError([seeded(0.1, 1), live], errorOf)).toMatchObject({ mean: 0.1, isOpen: true });
  expect(seedError([live], errorOf)).toMatchObject({ mean: 0.9, isOpen: true });
});
