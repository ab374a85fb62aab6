import { expect, it } from 'vitest';
import { placesText } from './placesText.ts';

it('joins places that follow one another', () => {
  expect(placesText([0, 1, 2, 5, 7, 8])).toBe('0–2, 5, 7–8');
  expect(placesText([])).toBe('');
  expect(placesText([4])).toBe('4');
});
