import { describe, expect, it } from 'vitest';
import { type Dataset, withHash } from '../data/dataset.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { Showcase } from './showcase.ts';

const dataset: Dataset = withHash({
  name: 'made',
  format: 'made',
  classes: ['a', 'b'],
  shape: { height: 1, width: 2, channels: 1 },
  train: {
    images: Uint8Array.of(0, 10, 20, 30, 40, 50, 20, 30),
    labels: Int32Array.of(0, 1, 0, 1),
  },
  test: { images: Uint8Array.of(20, 30), labels: Int32Array.of(1) },
  notes: [],
});
const showcase = new Showcase(dataset);

describe('what the page sees of a data set', () => {
  it('is images of a class, in parts', async () => {
    const ask = { from: 'train', label: 1, start: 1, count: 5 } as const;
    expect([...(await showcase.ofClass(ask)).images]).toEqual([20, 30]);
    expect((await showcase.ofClass({ ...ask, from: 'test', start: 0 })).images).toHaveLength(2);
  });

  it('is images by their place, none that are not there', async () => {
    const { images } = await showcase.pick({ from: 'train', indices: [2, 99, 0] });
    expect([...images]).toEqual([40, 50, 0, 10]);
  });

  it('is means, and the brightness of each channel', async () => {
    const { classes, overall, mean } = await showcase.summarise();
    expect(classes.map((image) => [...(image ?? [])])).toEqual([
      [20, 30],
      [20, 30],
    ]);
    expect([...overall]).toEqual([20, 30]);
    expect(mean[0]).toBeCloseTo(25 / 255);
  });

  it('is equal images, as the experiment splits them', async () => {
    const asked = { dataset: { ...defaultSpec.dataset, dropLeaked: true }, seed: 1 };
    const { leaked, leakedCounts, withinTrain } = showcase.duplicates(asked);
    expect([leaked, leakedCounts, withinTrain]).toEqual([2, [0, 2], 1]);
  });

  it('draws feature vectors as strips', async () => {
    const vectors = {
      ...dataset,
      train: { ...dataset.train, images: Float32Array.of(-1, 0, 1, 1, 0, 0, 0, 0) },
      test: null,
    };
    const ask = { from: 'train', label: 0, start: 0, count: 1 } as const;
    expect([...(await new Showcase(vectors).ofClass(ask)).images]).toEqual([0, 128]);
  });
});
