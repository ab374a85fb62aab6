import { expect, it } from 'vitest';
import { flatTwinState, levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import { runNames } from './pairingWords.ts';

it('runs of one name are told apart', () => {
  const own = levelwiseState({ classes: 20 });
  const reseeded = { ...own, spec: { ...own.spec, seed: 5 } };
  expect(runNames(own, flatTwinState({ classes: 20 })).baseline).toBe('Flat twin');
  expect(runNames(own, reseeded).baseline).toMatch(/, seed 5$/);
  expect(runNames(own, own).own).not.toBe(runNames(own, own).baseline);
});
