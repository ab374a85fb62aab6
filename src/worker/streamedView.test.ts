/** What the page sees of a data set in files is what it sees of one in memory. */
import { describe, expect, test } from 'vitest';
import { withHash } from '../data/dataset.ts';
import { streamed } from '../data/testing/streamedDataset.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { viewOf } from './datasetView.ts';
import { createPainter } from './paintImages.ts';
import { Showcase } from './showcase.ts';

/** Images of 200 pixels a side, which are drawn smaller. */
const side = 200;
const split = (count: number) => ({
  labels: Int32Array.from({ length: count }, (_, at) => at % 3),
  images: Uint8Array.from({ length: count * side * side }, (_, at) => {
    const image = Math.floor(at / (side * side)) % 7;
    return Math.imul(image * 31 + (at % (side * side)), 0x9e3779b1) >>> 24;
  }),
});
const dataset = withHash({
  name: 'made',
  format: 'made for tests',
  classes: ['a', 'b', 'c'],
  shape: { height: side, width: side, channels: 1 },
  train: split(70),
  test: split(5),
  notes: [],
});
const filed = streamed(dataset, 1);

describe('a data set in files', () => {
  test('has the view of one in memory', async () => {
    const { seconds: _, ...view } = await viewOf(filed, 'local:made', [], 0);
    const { seconds: __, ...expected } = await viewOf(dataset, 'local:made', [], 0);
    expect(view).toEqual(expected);
    expect(view.samples.flat().length).toBeGreaterThan(20);
  });

  test('shows the images, means and duplicates of one in memory', async () => {
    const asked = { dataset: defaultSpec.dataset, seed: 1 };
    const [own, other] = await Promise.all(
      [filed, dataset].map(async (one) => {
        const showcase = new Showcase(one);
        return [
          await showcase.pick({ from: 'train', indices: [69, 3, 400] }),
          await showcase.ofClass({ from: 'test', label: 1, start: 0, count: 9 }),
          await showcase.summarise(),
          showcase.duplicates(asked),
        ];
      }),
    );
    expect(own).toEqual(other);
    expect(own[3]).toMatchObject({ leaked: 50 });
  });

  test('draws images as one in memory does', async () => {
    const places = [5, 1, 5];
    expect(await createPainter(filed).copies(filed.train.images, places)).toEqual(
      await createPainter(dataset).copies(dataset.train.images, places),
    );
  });
});
