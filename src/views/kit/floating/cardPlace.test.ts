import { expect, test } from 'vitest';
import { cardPlace } from './cardPlace.ts';

test('a card stands beside the pointer and inside the window', () => {
  const card = { width: 200, height: 100 };
  const room = { width: 800, height: 600 };
  expect(cardPlace({ x: 10, y: 10 }, card, room)).toEqual({ x: 26, y: 26 });
  expect(cardPlace({ x: 790, y: 590 }, card, room)).toEqual({ x: 574, y: 474 });
  expect(cardPlace({ x: 100, y: 50 }, card, { width: 220, height: 110 })).toEqual({ x: 8, y: 8 });
});
