/** Feature vectors take the way of images, as numbers: hashed, split, standardised, batched. */
import { describe, expect, test } from 'vitest';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { type Dataset, holdsVectors, type Pixels, withHash } from '../dataset.ts';
import { valuesOf } from '../prepare/imageSource.ts';
import { firstOf } from '../prepare/imageSupply.ts';
import { prepareData } from '../prepare/preparedData.ts';
import { dataErrorOf } from '../testing/errors.ts';

/** Ten vectors of three features: far from 0, constant, and one class apart from the other. */
const values = Array.from({ length: 10 }, (_, row) => [1e6 + row, 7, row % 2 ? 0.25 : -0.5]).flat();

function dataset(images: Pixels): Dataset {
  return withHash({
    name: 'made',
    format: 'made for tests',
    classes: ['a', 'b'],
    shape: { height: 1, width: 3, channels: 1 },
    train: { images, labels: Int32Array.from({ length: 10 }, (_, row) => row % 2) },
    test: null,
    notes: [],
  });
}

const vectors = dataset(Float32Array.from(values));
const spec: ExperimentSpec = {
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, validation: 0.25 },
  augment: { ...defaultSpec.augment, pad: 0, mirror: false, normalise: 'unit' },
  network: { kind: 'mlp', hidden: [], initial: 'he' },
  training: { ...defaultSpec.training, batchSize: 3 },
};
const rowsIn = (images: Float32Array) =>
  Array.from({ length: images.length / 3 }, (_, row) => [...images.subarray(row * 3, row * 3 + 3)]);

describe('feature vectors', () => {
  test('are told from images of equal bytes', () => {
    const bytes = dataset(new Uint8Array(30));
    expect([holdsVectors(vectors), holdsVectors(bytes)]).toEqual([true, false]);
    expect(dataset(new Float32Array(30)).hash).not.toBe(bytes.hash);
    expect(dataset(Float32Array.from(values)).hash).toBe(vectors.hash);
    expect(dataset(Float32Array.from(values).map((value) => -value)).hash).not.toBe(vectors.hash);
  });

  test('reach the network as they are, each once, whatever the split', async () => {
    const { whole, trainBatches } = prepareData(vectors, spec);
    const seen: number[][] = [];
    for (const part of [whole.train!, whole.validation!, whole.test!]) {
      for await (const { images } of part.ranges()) seen.push(...rowsIn(valuesOf(images)));
    }
    expect(seen.sort((a, b) => a[0] - b[0])).toEqual(rowsIn(Float32Array.from(values)));
    for await (const { images, labels } of trainBatches(1, 1, 1)) {
      expect(rowsIn(valuesOf(images)).map((row) => (row[2] < 0 ? 0 : 1))).toEqual([...labels]);
    }
  });

  test('are standardised feature by feature; a constant one is only shifted', async () => {
    const standardised = {
      ...spec,
      augment: { ...spec.augment, normalise: 'per-channel' } as const,
    };
    const { whole } = prepareData(vectors, standardised);
    const rows = rowsIn(valuesOf((await firstOf(whole.train!.ranges())).images));
    for (const feature of [0, 2]) {
      const column = rows.map((row) => row[feature]);
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
      const square = column.reduce((sum, value) => sum + value ** 2, 0) / column.length;
      expect(mean).toBeCloseTo(0, 6);
      expect(square).toBeCloseTo(1, 6);
    }
    expect(rows.map((row) => row[1])).toEqual(rows.map(() => 0));
  });

  test.each([
    ['network.kind', { network: { kind: 'cnn', channels: [2, 4] } }],
    ['network.1.kind', { network: [spec.network, { kind: 'resnet', depth: 8 }] }],
    ['augment.pad', { augment: { ...spec.augment, pad: 2 } }],
    ['augment.mirror', { augment: { ...spec.augment, mirror: true } }],
  ])('are refused at %s where images are needed', async (path, change) => {
    const changed = { ...spec, ...change } as ExperimentSpec;
    const { fault } = await dataErrorOf(() => prepareData(vectors, changed));
    expect(fault.place).toBe(path);
    expect(fault.found).toContain('feature vectors');
    expect(() => prepareData(dataset(new Uint8Array(30)), changed)).not.toThrow();
  });
});
