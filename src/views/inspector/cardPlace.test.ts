import { expect, test } from 'vitest';
import { cardPlace, cardSize } from './cardPlace.ts';

const room = { width: 1000, height: 600 };

test('the card stands right of and below the pointer', () => {
  expect(cardPlace({ x: 100, y: 100 }, room)).toEqual({ left: 116, top: 116 });
});

test('near the edges it stands on the other side, never outside', () => {
  const corner = cardPlace({ x: 990, y: 590 }, room);
  expect(corner).toEqual({ left: 974 - cardSize.width, top: 574 - cardSize.height });
  expect(cardPlace({ x: 10, y: 10 }, { width: 100, height: 100 })).toEqual({ left: 4, top: 4 });
});
