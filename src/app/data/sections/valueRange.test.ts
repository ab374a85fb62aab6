import { expect, it } from 'vitest';
import { valueRange } from './valueRange.ts';

it('tells what black and white become', () => {
  const summary = { mean: [0.5, 0.25], deviation: [0.25, 0.25] };
  expect(valueRange('unit', null)).toEqual({ black: 0, white: 1 });
  expect(valueRange('per-channel', summary)).toEqual({ black: -2, white: 3 });
  expect(valueRange('per-channel', null)).toBeNull();
  expect(valueRange({ mean: [0.5, 0.25], deviation: [0.25] }, null)).toEqual({
    black: -2,
    white: 3,
  });
});
