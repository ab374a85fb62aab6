import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import {
  type MixtureInput,
  mixtureLoss,
  mixtureProbabilities,
} from './testing/mixtureReference.ts';

/** A mixture of random logits; some classes lie in no group of a level. */
function randomMixture(seed: number, scale: number): MixtureInput {
  const random = createRandom(seed, 'mixture');
  const classCount = 2 + random.integer(6);
  const sizes = Array.from({ length: random.integer(4) }, () => 1 + random.integer(classCount));
  const assignments = sizes.map((groups) => {
    const values = Float64Array.from({ length: groups * classCount }, () =>
      random.integer(3) === 0 ? 0 : random.uniform(),
    );
    for (let group = 0; group < groups; group++) {
      const row = values.subarray(group * classCount, (group + 1) * classCount);
      row[random.integer(classCount)] += 0.1;
      const sum = row.reduce((a, b) => a + b, 0);
      row.forEach((value, index) => {
        row[index] = value / sum;
      });
    }
    return values;
  });
  const weights = [...sizes, 0].map(() => 0.05 + random.uniform());
  const total = weights.reduce((a, b) => a + b, 0);
  return {
    logits: [...sizes, classCount].map((length) =>
      Float64Array.from({ length }, () => scale * random.normal()),
    ),
    assignments: [...assignments, null],
    levelWeights: Float64Array.from(weights, (weight) => weight / total),
    label: random.integer(classCount),
  };
}

const seeds = fc.nat(100_000);
const scales = fc.constantFrom(1, 5, 60);
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

function softmax(logits: Float64Array): Float64Array {
  const largest = Math.max(...logits);
  const values = logits.map((value) => Math.exp(value - largest));
  return values.map((value) => value / sum(values));
}

describe('the mixture', () => {
  it('gives probabilities and shares that sum to 1, and the loss of its own probability', () => {
    fc.assert(
      fc.property(seeds, scales, (seed, scale) => {
        const input = randomMixture(seed, scale);
        const { loss, classProbabilities, levelShares, ...rest } = mixtureLoss(input);
        expect(sum(classProbabilities)).toBeCloseTo(1, 10);
        expect(sum(levelShares)).toBeCloseTo(1, 10);
        expect(sum(rest.levelWeightGradients)).toBeCloseTo(0, 10);
        for (const gradient of rest.logitGradients) expect(sum(gradient)).toBeCloseTo(0, 10);
        const probability = classProbabilities[input.label];
        if (probability > 1e-200) expect(loss).toBeCloseTo(-Math.log(probability), 8);
      }),
    );
  });

  it('has the gradients that finite differences give, by logits and by θ', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const input = randomMixture(seed, 2);
        const outcome = mixtureLoss(input);
        const step = 1e-5;
        const slope = (changed: (by: number) => MixtureInput) =>
          (mixtureLoss(changed(step)).loss - mixtureLoss(changed(-step)).loss) / (2 * step);
        input.logits.forEach((values, level) => {
          values.forEach((_, unit) => {
            const byLogit = slope((by) => {
              const logits = input.logits.map((own) => own.slice());
              logits[level][unit] += by;
              return { ...input, logits };
            });
            expect(Math.abs(outcome.logitGradients[level][unit] - byLogit)).toBeLessThan(1e-7);
          });
          const byWeight = slope((by) => {
            const free = input.levelWeights.map(Math.log);
            free[level] += by;
            return { ...input, levelWeights: softmax(free) };
          });
          // θ is the softmax of its free parameters.
          expect(Math.abs(outcome.levelWeightGradients[level] - byWeight)).toBeLessThan(1e-7);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('with all weight on the classes is the flat softmax', () => {
    fc.assert(
      fc.property(seeds, scales, (seed, scale) => {
        const input = randomMixture(seed, scale);
        const last = input.logits.length - 1;
        const levelWeights = input.levelWeights.map((_, level) => (level === last ? 1 : 0));
        const outcome = mixtureLoss({ ...input, levelWeights });
        const flat = softmax(input.logits[last]);
        const largest = Math.max(...input.logits[last]);
        const shifted = input.logits[last].map((value) => Math.exp(value - largest));
        const flatLoss = Math.log(sum(shifted)) + largest - input.logits[last][input.label];
        expect(outcome.loss).toBeCloseTo(flatLoss, 10);
        outcome.logitGradients[last].forEach((gradient, unit) => {
          expect(gradient).toBeCloseTo(flat[unit] - (unit === input.label ? 1 : 0), 10);
        });
        for (const gradient of outcome.logitGradients.slice(0, last)) {
          for (const value of gradient) expect(Math.abs(value)).toBe(0);
        }
        expect([...outcome.levelShares]).toEqual([...levelWeights]);
      }),
    );
  });

  it('stays finite where a level gives the class no probability, and with logits of ±60', () => {
    const input: MixtureInput = {
      logits: [Float64Array.from([60, -60]), Float64Array.from([60, -60, 0])],
      assignments: [Float64Array.from([0.5, 0, 0.5, 1, 0, 0]), null],
      levelWeights: Float64Array.from([0.5, 0.5]),
      label: 1,
    };
    const { loss, logitGradients, levelShares } = mixtureLoss(input);
    expect(loss).toBeCloseTo(120 + Math.LN2, 9);
    expect([...levelShares]).toEqual([0, 1]);
    expect([...logitGradients[0]].map(Math.abs)).toEqual([0, 0]);
    expect(logitGradients[1][1]).toBeCloseTo(-1, 12);
  });

  it('of several images is that of each', () => {
    const [a, b] = [randomMixture(5, 1), randomMixture(5, 1)];
    const levels = a.logits.map((values, level) => [
      softmax(values),
      softmax(b.logits[level].toReversed()),
    ]);
    const { assignments, levelWeights } = a;
    const together = mixtureProbabilities(
      levels.map(([first, second]) => Float64Array.from([...first, ...second])),
      assignments,
      levelWeights,
      2,
    );
    const apart = [0, 1].flatMap((image) => [
      ...mixtureProbabilities(
        levels.map((level) => level[image]),
        assignments,
        levelWeights,
      ),
    ]);
    expect([...together]).toEqual(apart);
  });

  it('takes another Ψ than the identity for the classes themselves', () => {
    const confusion = Float64Array.from([0.9, 0.1, 0.4, 0.6]);
    const z = Float64Array.from([0.25, 0.75]);
    const mixed = mixtureProbabilities([z], [confusion], Float64Array.of(1));
    expect(mixed[0]).toBeCloseTo(0.25 * 0.9 + 0.75 * 0.4, 14);
    const logits = [z.map(Math.log)];
    const { loss } = mixtureLoss({
      logits,
      assignments: [confusion],
      levelWeights: Float64Array.of(1),
      label: 0,
    });
    expect(loss).toBeCloseTo(-Math.log(mixed[0]), 12);
  });
});
