import { expect, it } from 'vitest';
import { augmentIssues } from './augmentIssues.ts';
import { defaultSpec } from './presets/presets.ts';
import { readSpec } from './readSpec.ts';
import type { Normalisation } from './sections/augmentSpec.ts';

const cifar = { mean: [0.5071, 0.4867, 0.4408], deviation: [0.2675, 0.2565, 0.2761] };

const augmentOf = (normalise: Normalisation) => ({ ...defaultSpec.augment, normalise });

function complaintsOf(changes: object) {
  const reading = readSpec({ ...defaultSpec, augment: { ...defaultSpec.augment, ...changes } });
  return reading.ok ? [] : reading.issues;
}

const complaints = (normalise: unknown) => complaintsOf({ normalise });

it('takes a mean and a deviation for all channels, or one for each', () => {
  expect(complaints(cifar)).toEqual([]);
  expect(augmentIssues(augmentOf(cifar), { channels: 3 })).toEqual([]);
  for (const channels of [1, 3]) {
    const grey = augmentOf({ mean: [0.1307], deviation: [0.3081] });
    expect(augmentIssues(grey, { channels })).toEqual([]);
  }
});

it('refuses another number of them at the field', () => {
  const mixed = augmentOf({ ...cifar, deviation: [0.3] });
  expect(augmentIssues(mixed, { channels: 1 })).toEqual([
    {
      path: 'augment.normalise.mean',
      message: 'lists 3 numbers for images of 1 channel; give 1',
    },
  ]);
  const two = augmentOf({ mean: [0.5], deviation: [0.2, 0.3] });
  expect(augmentIssues(two, { channels: 3 })).toEqual([
    {
      path: 'augment.normalise.deviation',
      message: 'lists 2 numbers for images of 3 channels; give 1 for all of them, or 3',
    },
  ]);
});

it('refuses numbers on another scale, and none', () => {
  expect(complaints({ ...cifar, mean: [129.3, 124.1, 112.4] })).toContainEqual({
    path: 'augment.normalise.mean.0',
    message: 'must be numbers from 0 to 1',
  });
  expect(complaints({ ...cifar, deviation: [0] })).toEqual([
    { path: 'augment.normalise.deviation.0', message: 'must be numbers from 0.001 to 1' },
  ]);
  expect(complaints({ ...cifar, mean: [] })).toEqual([
    { path: 'augment.normalise.mean', message: 'needs at least one number' },
  ]);
  expect(complaints({ mean: [0.5] })).toEqual([
    { path: 'augment.normalise.deviation', message: 'must be numbers from 0.001 to 1' },
  ]);
  expect(complaints('given').map(({ path }) => path)).toEqual(['augment.normalise']);
});

it('takes a range of areas and ratios to crop, and a share of the middle', () => {
  expect(complaintsOf({ cropScale: [0.08, 1] })).toEqual([]);
  expect(complaintsOf({ cropScale: [0.25, 0.25], cropRatio: [0.5, 2], centreCrop: 0.875 })).toEqual(
    [],
  );
});

it('refuses ranges that are none and crops that exclude each other', () => {
  const range = 'must be two numbers, the smaller first';
  expect(complaintsOf({ cropScale: [1, 0.08] })).toEqual([
    { path: 'augment.cropScale', message: range },
  ]);
  expect(complaintsOf({ cropScale: [0.08, 1], cropRatio: [1] })).toEqual([
    { path: 'augment.cropRatio', message: range },
  ]);
  expect(complaintsOf({ cropScale: [0, 1] })).toEqual([
    { path: 'augment.cropScale.0', message: 'must be numbers from 0.01 to 1' },
  ]);
  expect(complaintsOf({ cropRatio: [0.75, 1.25] }).map(({ path }) => path)).toEqual([
    'augment.cropRatio',
  ]);
  expect(complaintsOf({ cropScale: [0.08, 1], pad: 4 }).map(({ path }) => path)).toEqual([
    'augment.pad',
  ]);
  expect(complaintsOf({ centreCrop: 0.4 })).toEqual([
    { path: 'augment.centreCrop', message: 'must be a number from 0.5 to 1' },
  ]);
});
