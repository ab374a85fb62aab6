import { describe, expect, it } from 'vitest';
import { fillDropoutMask, imageStart, keptFactor, layerBits } from './dropoutMask.ts';

const size = 2000;

/** Which values are dropped of so many images. */
function dropped(images: number, rate: number, layer = 0x9abcdef1, step = 3): boolean[] {
  const mask = new Float32Array(images * size);
  fillDropoutMask(mask, images, rate, { layer: layerBits(layer), step: Float32Array.of(step) });
  return Array.from(mask, (value) => value === 0);
}

/** Share of the places where two draws agree. */
const agreement = (a: readonly boolean[], b: readonly boolean[]) =>
  a.filter((value, place) => value === b[place]).length / a.length;

describe('a dropout mask', () => {
  it('has values that stay scaled to the mean that they had', () => {
    expect(keptFactor(0)).toBe(1);
    expect(keptFactor(0.5)).toBe(2);
    expect(keptFactor(0.2)).toBe(1.25);
  });

  it('is independent between images, steps, layers and neighbouring values', () => {
    const all = dropped(2, 0.5);
    const [first, second] = [all.slice(0, size), all.slice(size)];
    const others = [
      second,
      dropped(1, 0.5, 0x9abcdef1, 4),
      dropped(1, 0.5, 0x9abcdef2),
      dropped(1, 0.5, 0x1abcdef1),
      [...first.slice(1), first[0]],
    ];
    // Five standard deviations of 2,000 fair coins are 0.056.
    for (const other of others) expect(Math.abs(agreement(first, other) - 0.5)).toBeLessThan(0.056);
  });

  it('drops at a higher rate what it drops at a lower one, and more', () => {
    const [low, high] = [dropped(1, 0.2), dropped(1, 0.6)];
    expect(low.every((isDropped, place) => !isDropped || high[place])).toBe(true);
    expect(high.filter(Boolean).length).toBeGreaterThan(low.filter(Boolean).length);
    expect(dropped(1, 0).some(Boolean)).toBe(false);
  });

  it('depends on the image’s place in the whole batch alone', () => {
    const key = { layer: layerBits(7), step: Float32Array.of(2 ** 24 - 1) };
    const starts = Array.from({ length: 500 }, (_, place) => imageStart(key, place));
    expect(new Set(starts).size).toBe(500);
  });
});
