/** Features on the command line: of a model on disk, kept beside fetched data, and found again. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeIdxPair } from '../data/testing/writeIdx.ts';
import { layersSample, modelFiles } from '../data/testing/writeModel.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { dataOf } from './namedData.ts';

let folder = '';
let names: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-features-'));
  vi.stubEnv('ESPALIER_CACHE', join(folder, 'cache'));
  mkdirSync(join(folder, 'net'));
  for (const [name, bytes] of Object.entries(modelFiles(layersSample(8, 3), 'net/'))) {
    writeFileSync(join(folder, name), bytes);
  }
  const { images, labels } = writeIdxPair(6, 5);
  names = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map((name) => join(folder, name));
  writeFileSync(names[0], images);
  writeFileSync(names[1], labels);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('are computed once, and asked for by the model where they are not kept', async () => {
  const spec = {
    ...defaultSpec,
    dataset: { ...defaultSpec.dataset, source: 'local:digits', hash: null },
  };
  const net = join(folder, 'net');
  await expect(dataOf(spec, names, {}, undefined, net)).rejects.toThrow(/--pixels unit/);
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  const first = await dataOf(spec, names, { pixels: 'unit' }, undefined, net);
  expect(first.shape).toEqual({ height: 1, width: 4, channels: 1 });
  expect(told).toHaveBeenCalledTimes(1);
  const again = await dataOf(spec, names, { pixels: 'unit' }, undefined, net);
  expect(again.hash).toBe(first.hash);
  expect(told).toHaveBeenCalledTimes(1);

  const { model, name, pixels, source } = first.features!;
  const features = { model, name, pixels };
  const named = `features:${model.slice(0, 16)}:${source}`;
  const recorded = {
    ...spec,
    dataset: { ...spec.dataset, source: named, hash: first.hash, features },
  };
  expect((await dataOf(recorded, [])).hash).toBe(first.hash);
  const unread = { ...recorded.dataset, hash: null };
  expect((await dataOf({ ...spec, dataset: unread }, [])).hash).toBe(first.hash);
  const otherwise = { ...unread, features: { ...features, pixels: 'bytes' as const } };
  await expect(dataOf({ ...spec, dataset: otherwise }, [])).rejects.toThrow(/Give the model/);
  const elsewhere = { ...recorded, dataset: { ...recorded.dataset, hash: 'e'.repeat(64) } };
  await expect(dataOf(elsewhere, [])).rejects.toThrow(/Give the model “net”.*--features/);
  const other = { ...elsewhere.dataset, features: { ...features, model: 'f'.repeat(64) } };
  await expect(dataOf({ ...spec, dataset: other }, names, {}, undefined, net)).rejects.toThrow(
    /asks for the model “net”/,
  );
  await expect(dataOf(spec, names, { pixels: 'unit' }, undefined, names[0])).rejects.toThrow(
    /no model\.json/,
  );
});
