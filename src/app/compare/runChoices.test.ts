import { expect, it } from 'vitest';
import { sampleLibrary } from '../../analysis/testing/sampleLibrary.ts';
import { comparableRuns, givenKey } from './runChoices.ts';

const library = sampleLibrary();
const [first] = comparableRuns(library, [], null, null);

it('takes all results from files beside a group of the library', () => {
  expect(comparableRuns(library, ['result a'], null, null)[0]).toEqual(first);
  expect(first.collected).toBeNull();
});

it('takes those results alone that were chosen, though no run here is of them', () => {
  const [given, next] = comparableRuns(library, ['result a', 'result b'], ['result b'], null);
  expect(given).toEqual({
    key: givenKey,
    title: '1 run, chosen',
    runs: [],
    collected: ['result b'],
  });
  expect(next).toEqual(first);
  expect(comparableRuns([], ['result a'], ['result a'], null)).toHaveLength(1);
});

it('takes chosen runs and results together', () => {
  const [run] = first.runs;
  const [given] = comparableRuns(library, ['result a'], [run.runId, 'result a'], null);
  expect(given.runs).toEqual([run]);
  expect(given.title).toBe('2 runs, chosen');
  // What is gone by now leaves what there is.
  expect(comparableRuns(library, [], ['result a'], null)[0]).toEqual(first);
});
