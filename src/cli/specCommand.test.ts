import { expect, it } from 'vitest';
import { presetJson } from './specCommand.ts';

it('sets which classes and images a run has', () => {
  const merge = [{ name: 'round', classes: ['0', '6'] }];
  const sets = [
    `dataset.merge=${JSON.stringify(merge)}`,
    'dataset.exclude=["9"]',
    'dataset.validation={"perClass":500}',
    'dataset.dropLeaked=true',
  ];
  expect(JSON.parse(presetJson('mnist-mlp', sets)).dataset).toMatchObject({
    merge,
    exclude: ['9'],
    validation: { perClass: 500 },
    dropLeaked: true,
  });
  const both = [...sets, 'dataset.exclude=["6"]'];
  expect(() => presetJson('mnist-mlp', both)).toThrow('dataset.exclude: holds “6”');
});

it('sets the mean and deviation that images are normalised by', () => {
  const normalise = { mean: [0.1307], deviation: [0.3081] };
  const set = `augment.normalise=${JSON.stringify(normalise)}`;
  expect(JSON.parse(presetJson('mnist-mlp', [set])).augment.normalise).toEqual(normalise);
  const bare = 'augment.normalise={"mean":[33],"deviation":[0.3]}';
  expect(() => presetJson('mnist-mlp', [bare])).toThrow(
    'augment.normalise.mean.0: must be numbers from 0 to 1',
  );
});
