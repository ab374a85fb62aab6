import { describe, expect, it } from 'vitest';
import { treeOfClasses } from '../data/hierarchy/treeOfClasses.ts';
import { runEventSchema } from '../spec/run/runEvent.ts';
import type { Outputs } from './context.ts';
import { Ensemble } from './ensemble.ts';

const classes = ['pets/cat', 'pets/dog', 'trees/oak', 'trees/elm'];

function ensembleOf(names: readonly string[]): Ensemble {
  const tree = treeOfClasses({}, { name: 'made', classes: names });
  const data = { classes: names, tree } as ConstructorParameters<typeof Ensemble>[0]['data'];
  return new Ensemble({ data, resumption: null });
}

/** Outputs that read images as given, with so much confidence; the rest is shared by the others. */
function outputs(labels: number[], readAs: number[], confidence: number[]): Outputs {
  const probabilities = readAs.flatMap((predicted, image) =>
    classes.map((_, index) =>
      index === predicted ? confidence[image] : (1 - confidence[image]) / (classes.length - 1),
    ),
  );
  return { probabilities: Float32Array.from(probabilities), labels: Int32Array.from(labels) };
}

const testLabels = [0, 0, 1, 1, 2, 2, 3, 3];
const first = {
  train: outputs([0, 1, 2, 3], [0, 1, 2, 0], [0.9, 0.9, 0.9, 0.9]),
  validation: outputs([0, 1, 2, 3], [0, 1, 2, 1], [0.9, 0.9, 0.9, 0.9]),
  // Dog for cat, in the same group; oak for dog, across; elm for oak, in the same group.
  test: outputs(testLabels, [0, 1, 1, 2, 2, 3, 3, 3], [0.9, 0.5, 0.9, 0.7, 0.9, 0.5, 0.9, 0.9]),
};
const second = {
  train: first.train,
  validation: first.validation,
  // Cat and dog are rescued, an elm is lost, by a network that is surer.
  test: outputs(testLabels, [0, 0, 1, 1, 2, 3, 3, 1], [0.9, 0.8, 0.9, 0.8, 0.9, 0.5, 0.9, 0.9]),
};

describe('what a round comes to beyond errors', () => {
  it('is measured on test images, with classes ranked on validation images', () => {
    const ensemble = ensembleOf(classes);
    ensemble.add(first, 1);
    const { network, ensemble: vote, ...rest } = ensemble.measured(1, 2.5);
    expect(rest).toMatchObject({
      type: 'round-measured',
      round: 1,
      split: 'test',
      rankedOn: 'validation',
      severityTree: 'coarse-labels',
      confidences: { network: [0.9, 0.5, 0.9, 0.7, 0.9, 0.5, 0.9, 0.9] },
    });
    expect(network).toMatchObject({
      // Elm alone is misread on validation images, and well read on test images.
      hardestFifth: 1,
      hardestClasses: [3],
      // Dog and oak follow cat, all three read rightly on validation images.
      easierHalf: 0.5,
      worstClass: 0.5,
      worstClassIndex: 0,
      harmonicMeanRecall: expect.closeTo(4 / (2 + 2 + 2 + 1), 12),
      // Two mistakes within a group, one across.
      severity: (1 + 2 + 1) / 3,
      separability: 2.5,
      rescued: null,
    });
    expect(network.calibration.rightConfidence).toBeCloseTo(0.9, 6);
    expect(network.calibration.wrongConfidence).toBeCloseTo((0.5 + 0.7 + 0.5) / 3, 6);
    // Bins (0.4667, 0.5333], (0.6667, 0.7333] and (0.8667, 0.9333].
    expect(network.calibration.ece).toBeCloseTo((2 * 0.5 + 0.7 + 5 * 0.1) / 8, 6);
    expect(vote).toMatchObject({ hardestFifth: 1, disagreement: null });
  });

  it('tells what a network rescues, and where networks disagree', () => {
    const ensemble = ensembleOf(classes);
    ensemble.add(first, 1);
    ensemble.add(second, 1);
    const measured = ensemble.measured(2, null);
    expect(measured.network.rescued).toEqual([0.5, 0.5, 0, 0]);
    expect(measured.ensemble.disagreement).toBe(3 / 8);
    // Both are rescued from the vote as well, as the second network is surer of them.
    expect(measured.ensemble.worstClassIndex).toBe(2);
    const event = { ...measured, runId: 'test', seq: 1, at: 0 };
    expect(runEventSchema.safeParse(event).success).toBe(true);
  });

  it('falls back on training images where no others are held out, and says so', () => {
    const ensemble = ensembleOf(['a', 'b', 'c', 'd']);
    const { train, test } = first;
    ensemble.add({ train, test }, 1);
    expect(ensemble.measured(1, null)).toMatchObject({
      split: 'test',
      rankedOn: 'train',
      severityTree: null,
      network: { severity: null, hardestClasses: [3] },
    });
    const alone = ensembleOf(classes);
    alone.add({ train }, 1);
    alone.add({ train }, 1);
    expect(alone.measured(2, null)).toMatchObject({
      split: 'train',
      rankedOn: 'train',
      network: { rescued: [0, 0, 0, 0] },
      ensemble: { disagreement: null },
      confidences: { network: [], ensemble: [] },
    });
  });
});
