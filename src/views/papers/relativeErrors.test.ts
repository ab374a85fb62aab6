import { describe, expect, it } from 'vitest';
import { relativeLine, relativeRange } from './relativeErrors.ts';

describe('relative errors', () => {
  it('are shares of the first, with gaps left out', () => {
    expect(relativeLine([4, 3, null, 1])).toEqual([
      { place: 0, ratio: 1 },
      { place: 1, ratio: 0.75 },
      { place: 3, ratio: 0.25 },
    ]);
  });

  it('have nothing to be a share of without a first', () => {
    expect(relativeLine([null, 3])).toEqual([]);
    expect(relativeLine([0, 3])).toEqual([]);
    expect(relativeLine([])).toEqual([]);
  });

  it('always have a range with some height around 1', () => {
    const { low, high } = relativeRange([]);
    expect(high).toBe(1);
    expect(low).toBeLessThan(1);
    expect(relativeRange([relativeLine([1, 2])])).toEqual({ low: 1, high: 2 });
  });
});
