import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pushApart } from './pushApart.ts';

test('labels with room stay where they are', () => {
  expect(pushApart([10, 40, 90], 20, 0, 100)).toEqual([10, 40, 90]);
});

test('labels that collide share the push', () => {
  expect(pushApart([50, 50], 20, 0, 100)).toEqual([40, 60]);
  expect(pushApart([50, 50, 50], 20, 0, 100)).toEqual([30, 50, 70]);
});

test('labels are kept within the ends', () => {
  expect(pushApart([0, 1], 20, 0, 100)).toEqual([0, 20]);
  expect(pushApart([99, 100], 20, 0, 100)).toEqual([80, 100]);
});

test('whatever is asked, labels keep order, distance and limits', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ min: 0, max: 200, noNaN: true }), { maxLength: 30 }), (raw) => {
      const sorted = [...raw].sort((a, b) => a - b);
      const moved = pushApart(sorted, 12, 0, 200);
      const spacing = Math.min(12, 200 / Math.max(1, sorted.length - 1));
      moved.forEach((position, index) => {
        expect(position).toBeGreaterThanOrEqual(-1e-6);
        expect(position).toBeLessThanOrEqual(200 + 1e-6);
        if (index > 0) expect(position - moved[index - 1]).toBeGreaterThanOrEqual(spacing - 1e-6);
      });
    }),
  );
});
