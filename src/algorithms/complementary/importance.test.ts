import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alwaysHardBound } from './bound.ts';
import { softClassErrors } from './classErrors.ts';
import { gammaOf, normaliseImportance, updateImportance, weightedError } from './importance.ts';
import { objectiveWeights } from './objectiveWeights.ts';

const error = fc.double({ min: 0, max: 1, noNaN: true });
const weight = fc.double({ min: 1e-6, max: 1, noNaN: true });
const round = fc.record({
  classes: fc.array(fc.record({ error, weight }), { minLength: 2, maxLength: 40 }),
  mu: fc.double({ min: 0.05, max: 3, noNaN: true }),
  update: fc.constantFrom('paper' as const, 'released-code' as const),
});

type RoundCase = typeof round extends fc.Arbitrary<infer T> ? T : never;

function nextOf({ classes, mu, update }: RoundCase) {
  const importance = normaliseImportance(Float64Array.from(classes, (one) => one.weight));
  const errors = Float64Array.from(classes, (one) => one.error);
  const { gamma } = gammaOf(weightedError(importance, errors), mu);
  const next = updateImportance(importance, errors, gamma, mu, update);
  return { importance, errors, gamma, next };
}

describe('importance', () => {
  it('sums to 1 in every round', () => {
    fc.assert(
      fc.property(round, (one) => {
        const { importance, next } = nextOf(one);
        for (const values of [importance, normaliseImportance(next)]) {
          expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('never grows less for the class with the larger error', () => {
    fc.assert(
      fc.property(round, (one) => {
        const { importance, errors, next } = nextOf(one);
        const growth = next.map((value, index) => value / importance[index]);
        const order = [...errors.keys()].sort((a, b) => errors[a] - errors[b]);
        for (let place = 1; place < order.length; place++) {
          const [easier, harder] = [growth[order[place - 1]], growth[order[place]]];
          expect(harder).toBeGreaterThanOrEqual(easier * (1 - 1e-12));
        }
      }),
    );
  });

  it('keeps γ within (0, 1), so that no vote is negative or infinite', () => {
    fc.assert(
      fc.property(error, fc.double({ min: 0.05, max: 10, noNaN: true }), (epsilon, mu) => {
        const { gamma } = gammaOf(epsilon, mu);
        expect(gamma).toBeGreaterThan(0);
        expect(gamma).toBeLessThan(1);
      }),
    );
  });
});

describe('soft class errors', () => {
  it('are ½ for any output that ignores the image', () => {
    const outputs = fc.array(weight, { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(outputs, fc.infiniteStream(fc.nat()), (weights, stream) => {
        const total = weights.reduce((sum, value) => sum + value, 0);
        const row = weights.map((value) => value / total);
        const labels = Int32Array.from({ length: 30 }, (_, image) =>
          image < row.length ? image : (stream.next().value as number) % row.length,
        );
        const probabilities = Float32Array.from([...labels].flatMap(() => row));
        for (const value of softClassErrors(probabilities, labels, row.length)) {
          expect(value).toBeCloseTo(0.5, 5);
        }
      }),
    );
  });
});

describe('the bound', () => {
  const fine = { weightedError: 0.2, gamma: 0.16, gammaClamped: false, largestClassError: 0.5 };

  it('does not hold where μ ε(l) exceeds 1', () => {
    const bound = alwaysHardBound([fine, { ...fine, largestClassError: 0.9 }], 1.2, 'paper');
    expect(bound.value).toBeNull();
    expect(bound.note).toContain('round 2');
  });

  it('says nothing at μ ≤ ½', () => {
    expect(alwaysHardBound([fine], 0.5, 'paper').note).toContain('μ ≤ ½');
  });
});

describe('objective weights', () => {
  const importance = Float64Array.of(0.5, 0.25, 0.25);

  it('are 1 for uniform importance and equal class sizes', () => {
    const uniform = new Float64Array(4).fill(0.25);
    for (const objective of ['likelihood', 'likelihood-balanced'] as const) {
      expect([...objectiveWeights(objective, uniform, [5, 5, 5, 5]).own]).toEqual([1, 1, 1, 1]);
    }
  });

  it('balance unequal class sizes', () => {
    const { own } = objectiveWeights('likelihood-balanced', importance, [10, 20, 70]);
    expect([...own]).toEqual([5, 1.25, 0.25 / 0.7]);
  });
});
