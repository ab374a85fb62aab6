import { expect, test } from 'vitest';
import { sampleState } from '../../../analysis/testing/sampleRun.ts';
import { accuracyFloor } from './accuracyFloor.ts';

test('accuracy axes begin at 0, then where the finished networks allow, and only fall again', () => {
  const mnist = { data: 'mnist', epochs: 12, rounds: 6 } as const;
  expect(accuracyFloor(sampleState(mnist, 1, 11))).toBe(0);
  const later = [2, 3, 4, 5, 6].map((round) => accuracyFloor(sampleState(mnist, round, 1)));
  expect(later[0]).toBeGreaterThan(0.4);
  expect(later).toEqual([...later].sort((a, b) => b - a));
  expect(accuracyFloor(sampleState({ data: 'glyphs', epochs: 4 }, 2, 1))).toBe(0);
});
