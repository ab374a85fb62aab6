import { expect, test } from 'vitest';
import { sampleState } from '../testing/sampleRun.ts';
import { ensembleErrors } from './ensembleErrors.ts';

test('every finished round has an error of the vote', () => {
  const state = sampleState({ data: 'mnist', rounds: 4, epochs: 3 }, 3, 2);
  const errors = ensembleErrors(state);
  expect(errors.map(({ round }) => round)).toEqual([1, 2]);
  expect(errors[1].error).toBe(state.rounds[1].outcome?.ensemble.topErrors.test?.['1']);
});
