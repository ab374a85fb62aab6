import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { fitLevelWeights, uniformLevelWeights } from './levelWeights.ts';

function logLikelihood(likelihoods: Float64Array, theta: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < likelihoods.length; row += theta.length) {
    let value = 0;
    for (let level = 0; level < theta.length; level++)
      value += theta[level] * likelihoods[row + level];
    sum += Math.log(value);
  }
  return sum / (likelihoods.length / theta.length);
}

function randomLikelihoods(seed: number, images: number, levels: number): Float64Array {
  const random = createRandom(seed, 'likelihoods');
  // Levels that resemble one another, and images that some level gives next to nothing, or nothing.
  return Float64Array.from({ length: images * levels }, (_, entry) => {
    if (entry % levels !== 1 && random.integer(20) === 0) return random.integer(2) * 1e-300;
    return random.integer(4) === 0 ? random.uniform() ** 8 : 0.5 + random.uniform() / 10;
  });
}

/** All θ of three levels under a minimum, on a grid. */
function* grid(minimum: number): Generator<[number, number, number]> {
  const steps = 60;
  const free = 1 - 3 * minimum;
  for (let a = 0; a <= steps; a++) {
    for (let b = 0; a + b <= steps; b++) {
      const [x, y] = [(free * a) / steps, (free * b) / steps];
      // What rounding leaves of the last may fall below nothing, which has no logarithm.
      yield [minimum + x, minimum + y, minimum + Math.max(0, free - x - y)];
    }
  }
}

const seeds = fc.nat(100_000);
const minimums = fc.constantFrom(0, 0.05, 0.2, 1 / 3);

describe('fitted level weights', () => {
  it('are better than any on a grid, within the bounds, whatever they start from', () => {
    fc.assert(
      fc.property(seeds, minimums, fc.integer({ min: 1, max: 40 }), (seed, minimum, images) => {
        const likelihoods = randomLikelihoods(seed, images, 3);
        const starts = [uniformLevelWeights(3), Float64Array.from([1, 0, 0])];
        const [theta, other] = starts.map((start) => fitLevelWeights(likelihoods, minimum, start));
        expect(theta.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        for (const value of theta) expect(value).toBeGreaterThanOrEqual(minimum - 1e-12);
        const reached = logLikelihood(likelihoods, theta);
        expect(logLikelihood(likelihoods, other)).toBeCloseTo(reached, 9);
        for (const candidate of grid(minimum)) {
          expect(logLikelihood(likelihoods, candidate)).toBeLessThanOrEqual(reached + 1e-9);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('find the weights that the images were drawn with', () => {
    const random = createRandom(4, 'sources');
    const theta = [0.2, 0.5, 0.3];
    const images = 20_000;
    const outcomes = [
      [0.7, 0.1, 0.1, 0.1],
      [0.1, 0.7, 0.1, 0.1],
      [0.1, 0.1, 0.1, 0.7],
    ];
    const likelihoods = Float64Array.from(
      Array.from({ length: images }, () => {
        const level = [0, 1, 2][random.uniform() < 0.2 ? 0 : random.uniform() < 0.625 ? 1 : 2];
        const spread = [...outcomes[level].entries()].flatMap(([y, p]) =>
          new Array<number>(Math.round(p * 10)).fill(y),
        );
        const y = spread[random.integer(10)];
        return outcomes.map((row) => row[y]);
      }).flat(),
    );
    fitLevelWeights(likelihoods, 0, uniformLevelWeights(3)).forEach((value, level) => {
      expect(Math.abs(value - theta[level])).toBeLessThan(0.02);
    });
  });

  it('pass over images that no level knows, and keep what they start from without any other', () => {
    const likelihoods = Float64Array.from([0.5, 0.1, 0, 0, 0.1, 0.6]);
    const without = Float64Array.from([0.5, 0.1, 0.1, 0.6]);
    const start = uniformLevelWeights(2);
    expect(fitLevelWeights(likelihoods, 0, start)).toEqual(fitLevelWeights(without, 0, start));
    expect([...fitLevelWeights(new Float64Array(4), 0.1, start)]).toEqual([0.5, 0.5]);
  });

  it('are found for many images and six levels that resemble', () => {
    const likelihoods = randomLikelihoods(9, 10_000, 6);
    const theta = fitLevelWeights(likelihoods, 0.01, uniformLevelWeights(6));
    const gradient = new Float64Array(6);
    for (let row = 0; row < likelihoods.length; row += 6) {
      const values = likelihoods.subarray(row, row + 6);
      const mixed = values.reduce((sum, value, level) => sum + theta[level] * value, 0);
      values.forEach((value, level) => {
        gradient[level] += value / mixed / 10_000;
      });
    }
    // At the optimum no level above its minimum gains less than another.
    const steepest = Math.max(...gradient);
    theta.forEach((value, level) => {
      if (value > 0.01 + 1e-6) expect(gradient[level]).toBeCloseTo(steepest, 6);
    });
  });
});
