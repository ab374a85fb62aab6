import { expect, it } from 'vitest';
import { boundsOf } from './drawing.ts';

it('finds where strokes lie, with the pen’s width', () => {
  const bounds = boundsOf([
    {
      width: 0.1,
      points: [
        [0.2, 0.5],
        [0.4, 0.9],
      ],
    },
    { width: 0.2, points: [[0.8, 0.5]] },
  ]);
  expect(bounds.left).toBeCloseTo(0.15);
  expect(bounds.width).toBeCloseTo(0.75);
  expect(bounds.top).toBeCloseTo(0.4);
  expect(bounds.height).toBeCloseTo(0.55);
});
