import { expect, test } from 'vitest';
import { thin } from './lttb.ts';

const wave = Array.from({ length: 5000 }, (_, x) => ({ x, y: x === 2500 ? 50 : Math.sin(x / 99) }));

test('a short line stays as it is', () => {
  expect(thin(wave.slice(0, 600), 600)).toHaveLength(600);
});

test('a long line keeps its ends, its order and its spike', () => {
  const kept = thin(wave, 600);
  expect(kept).toHaveLength(600);
  expect(kept[0]).toBe(wave[0]);
  expect(kept[599]).toBe(wave[4999]);
  expect(kept).toContain(wave[2500]);
  expect(kept.every((point, index) => index === 0 || point.x > kept[index - 1].x)).toBe(true);
});
