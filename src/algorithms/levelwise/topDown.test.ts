import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { predictedClasses } from '../metrics/predictions.ts';
import { GroupCounts, initialAssignment } from './groupCounts.ts';
import type { LevelGroups } from './levels.ts';
import { mixtureProbabilities } from './testing/mixtureReference.ts';
import { byUnit, fullMixture, type TopDownModel, topDown } from './topDown.ts';

const featureCount = 5;
const images = 7;

/** A model with random weights over levels in which every group holds a class. */
function randomModel(seed: number, groupCounts: readonly number[], classCount: number) {
  const random = createRandom(seed, 'model');
  const levels: LevelGroups[] = groupCounts.map((groupCount) => ({
    groupCount,
    groupOf: Int32Array.from({ length: classCount }, (_, index) =>
      index < groupCount ? index : random.integer(groupCount),
    ),
  }));
  const units = [...groupCounts, classCount];
  const single = (length: number) => Float32Array.from({ length }, () => random.normal());
  const assignments = levels.map((level) => {
    if (random.integer(2) === 0) return initialAssignment(level, classCount);
    const counts = new GroupCounts(level.groupCount, classCount);
    level.groupOf.forEach((group, index) => {
      counts.add(group, index, 5);
      counts.add(random.integer(level.groupCount), index, 2);
    });
    return counts.assignment(new Float64Array(classCount).fill(1 / classCount));
  });
  const weights = units.map((count) => single(featureCount * count));
  const biases = units.map(single);
  const model: Omit<TopDownModel, 'groupsKept'> = {
    features: single(images * featureCount),
    classifiers: weights.map((values, level) => byUnit(values, biases[level])),
    assignments: [...assignments, null],
    levelWeights: new Float64Array(units.length).fill(1 / units.length),
    levels,
  };
  return { model, weights, biases, units };
}

/** z^l of each level by plain matrix products of d × units weights. */
function levelProbabilities({ model, weights, biases, units }: ReturnType<typeof randomModel>) {
  return units.map((count, level) =>
    Float64Array.from({ length: images })
      .map((_, image) => image)
      .reduce<Float64Array>(
        (all, image) => {
          const logits = Float64Array.from({ length: count }, (_, unit) => {
            let sum = biases[level][unit];
            for (let k = 0; k < featureCount; k++) {
              sum += model.features[image * featureCount + k] * weights[level][k * count + unit];
            }
            return sum;
          });
          const total = logits.reduce((sum, value) => sum + Math.exp(value), 0);
          all.set(
            logits.map((value) => Math.exp(value) / total),
            image * count,
          );
          return all;
        },
        new Float64Array(images * count),
      ),
  );
}

const shape = fc.record({ seed: fc.nat(100_000), classCount: fc.integer({ min: 7, max: 20 }) });

describe('top-down inference', () => {
  it('that keeps every group is the full mixture', () => {
    fc.assert(
      fc.property(shape, ({ seed, classCount }) => {
        const made = randomModel(seed, [3, 6], classCount);
        const z = mixtureProbabilities(
          levelProbabilities(made),
          made.model.assignments,
          made.model.levelWeights,
          images,
        );
        const full = fullMixture(made.model);
        expect(full.predicted).toEqual(predictedClasses(z, classCount));
        expect(full.dotProducts).toBe(images * (3 + 6 + classCount));
        expect(topDown({ ...made.model, groupsKept: 6 })).toEqual(full);
      }),
    );
  });

  it('that keeps one group stays within the best group of each level, with less work', () => {
    fc.assert(
      fc.property(shape, ({ seed, classCount }) => {
        const made = randomModel(seed, [4], classCount);
        const { groupOf } = made.model.levels[0];
        const best = predictedClasses(levelProbabilities(made)[0], 4);
        const { predicted, dotProducts } = topDown({ ...made.model, groupsKept: 1 });
        let work = 0;
        predicted.forEach((index, image) => {
          expect(groupOf[index]).toBe(best[image]);
          work += 4 + groupOf.filter((group) => group === best[image]).length;
        });
        expect(dotProducts).toBe(work);
      }),
    );
  });

  it('computes only groups that hold a class in question, in their softmax and its work', () => {
    // Level 0 keeps {0, 1}; of level 1 then only groups 0 and 2 are open, and group 3 never is.
    const levels: LevelGroups[] = [
      { groupCount: 2, groupOf: Int32Array.from([0, 0, 1, 1]) },
      { groupCount: 4, groupOf: Int32Array.from([0, 2, 1, 1]) },
    ];
    const logits = [
      [1, 0],
      [0, 9, 1, 9],
      [0.2, 0, 9, 9],
    ];
    const model: TopDownModel = {
      features: Float32Array.of(1),
      classifiers: logits.map((values) =>
        byUnit(Float32Array.from(values), new Float32Array(values.length)),
      ),
      assignments: [...levels.map((level) => initialAssignment(level, 4)), null],
      levelWeights: Float64Array.from([0, 0.5, 0.5]),
      levels,
      groupsKept: 1,
    };
    const { predicted, dotProducts } = topDown(model);
    // Level 0: 2 groups. Level 1: 2 of 4, keeps group 2. Classes: class 1 alone.
    expect([...predicted]).toEqual([1]);
    expect(dotProducts).toBe(2 + 2 + 1);
    // Two kept: level 1 has 3 open, of which groups 1 and 2 stay, with three classes.
    expect(topDown({ ...model, groupsKept: 2 }).dotProducts).toBe(2 + 3 + 3);
  });

  it('breaks ties for the lower group and the lower class', () => {
    const made = randomModel(1, [3], 7);
    const none = made.model.classifiers.map(({ weights, bias }) => ({
      weights: new Float32Array(weights.length),
      bias: new Float32Array(bias.length),
    }));
    const level = { groupCount: 3, groupOf: Int32Array.from([1, 0, 0, 1, 2, 2, 1]) };
    const model = {
      ...made.model,
      classifiers: none,
      levels: [level],
      assignments: [initialAssignment(level, 7), null],
    };
    expect(new Set(topDown({ ...model, groupsKept: 1 }).predicted)).toEqual(new Set([1]));
  });
});
