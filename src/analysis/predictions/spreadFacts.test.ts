import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spreadFacts } from './spreadFacts.ts';

it('counts images by how far the networks are apart, and those below one of them', () => {
  expect(spreadFacts([0, 0.1, 0.1, 0.39, 0.4], 0.2, 4)).toEqual({
    top: 0.4,
    counts: [1, 2, 0, 2],
    lessShare: 0.6,
  });
  expect(spreadFacts([0.1], 0.4, 2)).toEqual({ top: 0.4, counts: [1, 0], lessShare: 1 });
});

it('has bars where all agree, and where there are no images', () => {
  expect(spreadFacts([0, 0], 0, 3)).toEqual({ top: 1, counts: [2, 0, 0], lessShare: 0 });
  expect(spreadFacts([], 0.5, 2)).toEqual({ top: 0.5, counts: [0, 0], lessShare: null });
});

it('loses no image', () => {
  const spread = fc.double({ min: 0, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.array(spread), spread, fc.integer({ min: 1, max: 40 }), (all, own, bars) => {
      const { counts, top } = spreadFacts(all, own, bars);
      expect(counts).toHaveLength(bars);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.length);
      expect(top).toBeGreaterThanOrEqual(Math.max(own, ...all));
    }),
  );
});
