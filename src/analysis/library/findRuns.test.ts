import { expect, test } from 'vitest';
import { libraryRun, sampleLibrary } from '../testing/sampleLibrary.ts';
import { facetCounts, findRuns, nothingHidden, withFacet } from './findRuns.ts';

const runs = sampleLibrary();
const found = (typed: string) => findRuns(runs, { ...nothingHidden, typed });

test('facets count every run once', () => {
  expect(facetCounts(runs, 'state')).toEqual([
    { value: 'training', count: 2 },
    { value: 'interrupted', count: 1 },
    { value: 'finished', count: 96 },
    { value: 'imported', count: 6 },
  ]);
  for (const facet of ['method', 'data'] as const) {
    const counts = facetCounts(runs, facet).map(({ count }) => count);
    expect(counts.reduce((sum, count) => sum + count)).toBe(runs.length);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  }
  expect(facetCounts([], 'state')).toHaveLength(4);
});

test('every word typed must occur, in the name, the data, the notes or a hash', () => {
  const [one] = runs.filter(({ digest }) => digest !== null);
  expect(found('')).toHaveLength(runs.length);
  expect(found('SLURM')).toHaveLength(5);
  expect(found('cifar flat')).toHaveLength(3);
  expect(found('over night')).toHaveLength(1);
  expect(found(one.digest ?? '')).toContain(one);
  expect(found(`${one.digest?.slice(0, 4)}·${one.digest?.slice(-4)}`)).toContain(one);
  expect(found('cifar nowhere')).toEqual([]);
});

test('words are text, not patterns', () => {
  const [odd] = [libraryRun({ title: 'a.*(b' })];
  expect(findRuns([odd], { ...nothingHidden, typed: '.*(' })).toEqual([odd]);
  expect(found('.*')).toEqual([]);
});

test('a value that is hidden takes its runs away, and comes back', () => {
  const without = withFacet(nothingHidden, 'data', 'Shapes', false);
  expect(findRuns(runs, without).some(({ datasetName }) => datasetName === 'Shapes')).toBe(false);
  expect(findRuns(runs, withFacet(without, 'data', 'Shapes', true))).toHaveLength(runs.length);
  const none = withFacet(nothingHidden, 'state', 'training', false);
  expect(findRuns(runs, none)).toHaveLength(runs.length - 2);
});
