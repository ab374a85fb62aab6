import { expect, it } from 'vitest';
import { readsOf } from './readsOf.ts';

it('holds the fields that are named, and no others', () => {
  const state = { rounds: [1], phase: 'training', progress: null };
  const reads = readsOf(state, 'rounds', 'phase');
  expect(reads).toEqual({ rounds: [1], phase: 'training' });
  expect(reads.rounds).toBe(state.rounds);
});
