import { expect, test } from 'vitest';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { defaultLevelwise } from '../../spec/methods/levelwise/defaultLevelwise.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { differingPaths, fieldText, specDifferences } from './specDifferences.ts';

test('the same experiment does not differ, whatever it is called', () => {
  expect(specDifferences(defaultSpec, { ...defaultSpec, name: 'again' })).toEqual([]);
});

test('fields are named and valued as in the form', () => {
  const other: ExperimentSpec = {
    ...defaultSpec,
    seed: 7,
    method: { kind: 'single' },
    augment: { ...defaultSpec.augment, mirror: true },
  };
  const differences = specDifferences(other, defaultSpec);
  expect(differences).toContainEqual({ path: 'seed', label: 'Seed', here: '7', there: '1' });
  expect(differences).toContainEqual(
    expect.objectContaining({ here: 'One network', there: 'Complementary, μ 0.7' }),
  );
  expect(differences.some(({ path }) => path === 'method.mu')).toBe(false);
  expect(differences).toContainEqual(
    expect.objectContaining({ path: 'augment.mirror', here: 'on', there: 'off' }),
  );
});

test('lists and trees stand as one value', () => {
  const method = defaultLevelwise({ hierarchy: { levels: [6, 20], branching: null } });
  const tree = { name: 'tree.json', nodes: ['root', 'a'], parents: [-1, 0] };
  const here: ExperimentSpec = { ...defaultSpec, method };
  const there: ExperimentSpec = {
    ...defaultSpec,
    method: {
      ...method,
      hierarchy: { ...method.hierarchy, from: 'import', levels: null, imported: tree },
    },
  };
  expect(specDifferences(here, there).map(({ path, here, there }) => [path, here, there])).toEqual([
    ['method.hierarchy.from', 'features', 'a file'],
    ['method.hierarchy.levels', '6, 20', 'none'],
    ['method.hierarchy.imported', 'none', 'tree.json'],
  ]);
});

test('what is given in place of a word stands as one value', () => {
  const normalise = { mean: [0.1307], deviation: [0.3081] };
  const here = { ...defaultSpec, augment: { ...defaultSpec.augment, normalise } };
  expect(specDifferences(here, defaultSpec)).toEqual([
    {
      path: 'augment.normalise',
      label: 'Normalise',
      here: 'mean 0.1307; deviation 0.3081',
      there: '0 to 1',
    },
  ]);
  expect(differingPaths([here, defaultSpec])).toEqual(['augment.normalise']);
});

test('a field that is left out at its neutral value differs from one that is set', () => {
  const { mu: _left, ...rest } = defaultSpec.method as Extract<
    ExperimentSpec['method'],
    { kind: 'complementary' }
  >;
  const without = { ...defaultSpec, method: rest as ExperimentSpec['method'] };
  expect(specDifferences(without, defaultSpec)).toEqual([
    expect.objectContaining({ path: 'method.mu', here: 'none', there: '0.7' }),
  ]);
  const cropped = { ...defaultSpec, augment: { ...defaultSpec.augment, centreCrop: 0.875 } };
  expect(specDifferences(cropped, defaultSpec)).toEqual([
    { path: 'augment.centreCrop', label: 'Centre crop', here: '0.875', there: '1' },
  ]);
  expect(differingPaths([without, defaultSpec])).toEqual(['method.mu']);
});

test('several experiments differ in what some of them have otherwise', () => {
  const one: ExperimentSpec = { ...defaultSpec, method: { kind: 'single' } };
  const method = { ...defaultSpec.method, mu: 0.5 } as ExperimentSpec['method'];
  const specs = [defaultSpec, one, { ...defaultSpec, method, name: 'other' }];
  expect(differingPaths(specs)).toEqual(['method.kind', 'method.mu']);
  expect(differingPaths([defaultSpec, one])).toEqual(['method.kind']);
  expect(differingPaths([one])).toEqual([]);
  expect(specs.map((spec) => fieldText('method.mu', spec))).toEqual(['0.7', null, '0.5']);
});
