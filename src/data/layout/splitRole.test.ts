import { expect, test } from 'vitest';
import { contentNamed, nameWithoutSplit, splitRoleOf } from './splitRole.ts';

test.each([
  ['trainset', 'train'],
  ['TestImages', 'test'],
  ['valset', 'validation'],
  ['Trainingsdaten', 'train'],
  ['testlabels.npy', 'test'],
])('%s speaks of a split in one word with what is in it', (name, split) => {
  expect(splitRoleOf(name)).toBe(split);
});

test.each(['trains', 'testament', 'valley', 'trainer', 'contest', 'trainvaltest'])(
  '%s speaks of none',
  (name) => {
    expect(splitRoleOf(name)).toBeNull();
  },
);

test('what is in it stays', () => {
  expect(nameWithoutSplit('testset')).toBe('set');
  expect(contentNamed('trainlabels')).toBe('labels');
  expect(contentNamed('testimages')).toBe('images');
});
