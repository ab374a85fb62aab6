import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vote } from '../../algorithms/complementary/vote.ts';
import { predictedClasses } from '../../algorithms/metrics/predictions.ts';
import { everyNthImage, type SplitOfMembers } from './benchOutputs.ts';
import { benchReading } from './benchReading.ts';
import { bestVotes } from './bestVotes.ts';

const classCount = 7;

/** Outputs of some networks on some images, and a weight of each network. */
const voted = fc
  .record({ images: fc.integer({ min: 1, max: 40 }), networks: fc.integer({ min: 1, max: 9 }) })
  .chain(({ images, networks }) => {
    const outputs = fc.float32Array({
      min: 0,
      max: 1,
      noNaN: true,
      minLength: images * classCount,
      maxLength: images * classCount,
    });
    const exactly = { minLength: networks, maxLength: networks };
    return fc.record({
      split: fc.record({
        split: fc.constant('test' as const),
        labels: fc.int32Array({
          min: 0,
          max: classCount - 1,
          minLength: images,
          maxLength: images,
        }),
        members: fc.array(outputs, exactly),
      }),
      weights: fc.array(fc.double({ min: 0, max: 3, noNaN: true }), exactly),
    });
  });

/** The slow twin: the growing vote of a run. */
function asInARun({ members }: SplitOfMembers, weights: readonly number[]): Int32Array {
  const vote = new Vote(members[0].length);
  members.forEach((outputs, index) => {
    vote.add(outputs, weights[index]);
  });
  return predictedClasses(vote.probabilities(), classCount);
}

function found({ split, weights }: { split: SplitOfMembers; weights: readonly number[] }) {
  const on = weights.map(() => true);
  const steps = bestVotes(split, weights, on, classCount);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

describe('the bench', () => {
  it('reads every image as the vote of a run does', () => {
    fc.assert(
      fc.property(voted, ({ split, weights }) => {
        fc.pre(weights.some((weight) => weight > 0));
        const { predicted, error, images } = benchReading(split, weights, classCount, []);
        expect([...predicted]).toEqual([...asInARun(split, weights)]);
        const wrong = split.labels.filter((label, image) => predicted[image] !== label);
        expect([error, images]).toEqual([wrong.length / split.labels.length, split.labels.length]);
      }),
    );
  });

  it('without any weight holds all classes alike', () => {
    fc.assert(
      fc.property(voted, ({ split, weights }) => {
        const none = weights.map(() => 0);
        const { predicted } = benchReading(split, none, classCount, []);
        expect([...predicted]).toEqual(split.labels.length === 0 ? [] : [...predicted].fill(0));
      }),
    );
  });

  it('takes every tenth image with its class and outputs', () => {
    fc.assert(
      fc.property(voted, fc.integer({ min: 1, max: 12 }), ({ split }, step) => {
        const fewer = everyNthImage(split, classCount, step);
        expect(fewer.labels).toHaveLength(Math.ceil(split.labels.length / step));
        for (const [at, label] of fewer.labels.entries()) {
          expect(label).toBe(split.labels[at * step]);
          for (const [index, outputs] of fewer.members.entries()) {
            const row = (values: Float32Array, image: number) =>
              values.slice(image * classCount, (image + 1) * classCount);
            expect(row(outputs, at)).toEqual(row(split.members[index], at * step));
          }
        }
      }),
    );
  });
});

describe('the best votes on validation images', () => {
  it('err no more often than as trained, and as often as they say', () => {
    fc.assert(
      fc.property(voted, (given) => {
        fc.pre(given.weights.some((weight) => weight > 0));
        const { weights, errors, errorsAsTrained, images } = found(given);
        expect(errors).toBeLessThanOrEqual(errorsAsTrained);
        const { error } = benchReading(given.split, weights, classCount, []);
        expect(error).toBe(errors / images);
        expect(found(given)).toEqual({ weights, errors, errorsAsTrained, images });
      }),
      { numRuns: 40 },
    );
  });

  it('leave out a network that is always wrong', () => {
    const labels = Int32Array.from({ length: 30 }, (_, image) => image % classCount);
    const said = (shift: number) => {
      const outputs = new Float32Array(labels.length * classCount);
      for (const [image, label] of labels.entries()) {
        outputs[image * classCount + ((label + shift) % classCount)] = 1;
      }
      return outputs;
    };
    const split = { split: 'validation' as const, labels, members: [said(1), said(0)] };
    const { weights, errors, errorsAsTrained } = found({ split, weights: [2, 1] });
    expect([weights, errors, errorsAsTrained]).toEqual([[0, 3], 0, 30]);
  });
});
