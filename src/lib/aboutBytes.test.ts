import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aboutBytes } from './aboutBytes.ts';

it.each([
  [0, '0 B'],
  [-5, '0 B'],
  [940, '940 B'],
  [999, '1 kB'],
  [12_345, '12 kB'],
  [999_999, '1 MB'],
  [34_160_000, '34 MB'],
  [1_249_000_000, '1.2 GB'],
])('%i bytes are about %s', (bytes, text) => {
  expect(aboutBytes(bytes)).toBe(text);
});

it('is never off by more than a tenth', () => {
  const factors: Record<string, number> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
  const property = fc.property(fc.integer({ min: 100, max: 2 ** 52 }), (bytes) => {
    const [count, unit] = aboutBytes(bytes).split(' ');
    expect(Math.abs((Number(count) * factors[unit]) / bytes - 1)).toBeLessThan(0.06);
  });
  fc.assert(property, { seed: 12 });
});
