import { describe, expect, it } from 'vitest';
import { countSteps } from './publishedSteps.ts';

describe('countSteps', () => {
  it('counts the steps that lower the error', () => {
    expect(
      countSteps([
        [4.73, 2.22, 1.87, 1.86],
        [3, 3, 4],
      ]),
    ).toEqual({ steps: 5, lowered: 3 });
  });

  it('passes over steps without both ends', () => {
    expect(countSteps([[null, 2, null, 1, 0.5]])).toEqual({ steps: 1, lowered: 1 });
    expect(countSteps([])).toEqual({ steps: 0, lowered: 0 });
  });
});
