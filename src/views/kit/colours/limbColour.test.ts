import { expect, it } from 'vitest';
import { limbColour } from './limbColour.ts';

it('repeats eight colours', () => {
  expect([0, 7, 8].map(limbColour)).toEqual(['var(--group-1)', 'var(--group-8)', 'var(--group-1)']);
});
