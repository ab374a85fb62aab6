/** Where data set and spec do not fit each other: refused before a run begins. */
import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { defaultComplementary } from '../../spec/methods/complementary.ts';
import { startingObjective } from '../../spec/objectives/objectiveFacts.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { type Dataset, type Split, withHash } from '../dataset.ts';
import { valuesOf } from './imageSource.ts';
import { firstOf } from './imageSupply.ts';
import { prepareData } from './preparedData.ts';

/** Black images of `side` × `side` pixels with these labels. */
function split(labels: readonly number[], side: number): Split {
  return { images: new Uint8Array(labels.length * side * side), labels: Int32Array.from(labels) };
}

function dataset(train: readonly number[], test: readonly number[], side = 2): Dataset {
  return withHash({
    name: 'made',
    format: 'made for tests',
    classes: ['a', 'b', 'c'],
    shape: { height: side, width: side, channels: 1 },
    train: split(train, side),
    test: split(test, side),
    notes: [],
  });
}

function spec(change: (draft: ExperimentSpec) => void = () => {}): ExperimentSpec {
  const draft = structuredClone(defaultSpec);
  draft.training.batchSize = 2;
  change(draft);
  return draft;
}

describe('prepareData', () => {
  it('makes one batch of training images that are fewer than a batch', () => {
    const large = spec(({ training }) => {
      training.batchSize = 64;
    });
    const data = prepareData(dataset([0, 1, 2, 0, 1, 2], [0]), large);
    const { train } = data.summary.classCounts;
    const count = train.reduce((sum, one) => sum + one, 0);
    expect([data.batchSize, data.stepsPerEpoch]).toEqual([count, 1]);
    expect(prepareData(dataset([0, 1, 2, 0, 1, 2], [0]), spec()).batchSize).toBe(2);
  });

  it('refuses to measure errors on validation images that a class has none of', () => {
    const fromValidation = spec((changed) => {
      changed.method = defaultComplementary({ errorsFrom: 'validation' });
    });
    const lonely = dataset([0, 0, 1, 1, 2], [0, 1, 2]);
    expect(() => prepareData(lonely, fromValidation)).toThrow('class “c”: it has no validation');
    expect(prepareData(lonely, spec()).summary.classCounts.validation).toEqual([1, 1, 0]);
  });

  it('refuses an objective that needs a tree where the classes have none', () => {
    const trees = spec((draft) => {
      draft.method = { kind: 'single', objective: startingObjective('tree-soft-labels') };
    });
    expect(() => prepareData(dataset([0, 1, 2, 0, 1, 2], [0]), trees)).toThrow(
      /method\.objective\.kind.*needs a tree of classes/,
    );
  });

  it('refuses a network with a layer that finds no place in the images', () => {
    const tiny = dataset([0, 1, 2], [0]);
    const ofForm = (form: 'imagenet' | 'small-images') =>
      spec((draft) => {
        draft.network = { kind: 'vgg', depth: 11, form, dropout: 0.5, width: 0.0625 };
      });
    expect(() => prepareData(tiny, ofForm('imagenet'))).toThrow(
      'made, network.kind: this field does not fit images of 2 × 2 pixels: stage2/pool takes windows of 2 × 2 pixels, but 1 × 1 arrive',
    );
    expect(prepareData(tiny, ofForm('small-images')).classes).toHaveLength(3);
  });

  it('measures the middle of images and trains on all of them', async () => {
    const cropped = spec(({ augment, training }) => {
      augment.centreCrop = 0.5;
      training.batchSize = 3;
    });
    const made = dataset([0, 1, 2], [0], 4);
    made.train.images.fill(255);
    made.test?.images.set([0, 1, 2, 3, 4, 50, 60, 7, 8, 90, 100, 11, 12, 13, 14, 15]);
    const { whole, trainBatches } = prepareData(made, cropped);
    const { images } = await firstOf(whole.test!.ranges());
    expect([...valuesOf(images)].map((value) => Math.round(value * 255))).toEqual([
      50, 53, 58, 60, 60, 63, 68, 70, 80, 83, 88, 90, 90, 93, 98, 100,
    ]);
    const middle = { down: 1, right: 1, rows: 2, columns: 2 };
    expect(images).toMatchObject({ from: { window: middle } });
    expect(await firstOf(whole.train!.ranges())).toMatchObject({
      images: { from: { window: middle } },
    });
    expect(await firstOf(trainBatches(1, 1, 1))).toMatchObject({
      images: { from: { window: null } },
    });
  });

  it('refuses a given mean of another number of channels', () => {
    const colour = spec(({ augment }) => {
      augment.normalise = { mean: [0.5, 0.5, 0.5], deviation: [0.25] };
    });
    expect(() => prepareData(dataset([0, 1, 2], [0]), colour)).toThrow(
      'made, augment.normalise.mean: this field lists 3 numbers for images of 1 channel; give 1',
    );
  });

  it('leaves the test images out where the kept classes have none', () => {
    const kept = spec(({ dataset }) => {
      dataset.classes = ['b', 'c'];
    });
    const { whole, summary } = prepareData(dataset([0, 0, 1, 1, 2, 2], [0, 0]), kept);
    expect(Object.keys(whole)).toEqual(['train', 'validation']);
    expect(summary.counts.test).toBe(0);
  });

  it('normalises large images a few at a time', async () => {
    const { whole } = prepareData(dataset([0, 1, 2, 0, 1, 2], [0, 1, 2], 3000), spec());
    const sizes: number[] = [];
    for await (const { count } of whole.test!.ranges()) sizes.push(count);
    expect(sizes).toEqual([1, 1, 1]);
  });
});
