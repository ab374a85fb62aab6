import { expect, test } from 'vitest';
import { type Dataset, withHash } from '../data/dataset.ts';
import { UndecidedError } from '../data/reading.ts';
import { dataErrorOf } from '../data/testing/errors.ts';
import { sourceFile } from '../data/testing/sourceFiles.ts';
import { graphSample, layersSample, modelFiles } from '../data/testing/writeModel.ts';
import { installedWasmPaths } from '../engine/tfjs/testing/wasmFiles.ts';
import { MemoryFiles } from '../storage/memoryFiles.ts';
import { ExclusiveEngine } from './exclusiveEngine.ts';
import { FeatureOpener } from './featureOpener.ts';
import { Library } from './library.ts';

const platform = { wasmPaths: installedWasmPaths() };
const files = Object.entries(modelFiles(layersSample(10, 3), 'net/')).map(([name, bytes]) =>
  sourceFile(name, bytes),
);

/** Grey images of 6 × 6, so that they are scaled and coloured on their way in. */
function greys(classes = ['a', 'b']): Dataset {
  const images = Uint8Array.from({ length: 8 * 36 }, (_, at) => (at * 37) % 256);
  const split = { images, labels: Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1]) };
  const shape = { height: 6, width: 6, channels: 1 };
  return withHash({
    name: 'Greys',
    format: 'made',
    classes,
    shape,
    train: split,
    test: split,
    notes: [],
  });
}

const opener = (library = new Library(async () => new MemoryFiles())) => ({
  library,
  features: new FeatureOpener(library, new ExclusiveEngine(platform), platform),
});
const images = { dataset: greys(), source: 'local:Greys' };

test('a model asks how it takes pixels, and gives features of every split', async () => {
  const { features } = opener();
  const question = await features.open(files, {}, images, {}, {}).catch((error: unknown) => error);
  expect(question).toBeInstanceOf(UndecidedError);
  const [{ kind, alternatives }] = (question as UndecidedError).questions;
  expect(kind).toBe('model');
  // Its first layer makes bytes small.
  expect(alternatives[0].choices).toEqual({ pixels: 'bytes' });
  const seen: number[] = [];
  const task = { onProgress: ({ done }: { done: number }) => seen.push(done) };
  const opened = await features.open(files, { pixels: 'bytes' }, images, {}, task);
  const { dataset, source } = opened!;
  expect(dataset.shape).toEqual({ height: 1, width: 4, channels: 1 });
  expect(dataset.train.images).toHaveLength(8 * 4);
  expect(dataset.test?.labels).toEqual(images.dataset.test?.labels);
  expect(dataset.features).toMatchObject({
    name: 'net',
    pixels: 'bytes',
    images: images.dataset.hash,
  });
  expect(source).toBe(`features:${dataset.features?.model.slice(0, 16)}:local:Greys`);
  expect(seen.at(-1)).toBe(16);
});

test('a graph model gives features too, on what the engine loads of TensorFlow.js alone', async () => {
  const graph = Object.entries(modelFiles(graphSample(), 'graph/')).map(([name, bytes]) =>
    sourceFile(name, bytes),
  );
  const opened = await opener().features.open(graph, { pixels: 'signed' }, images, {}, {});
  expect(opened?.dataset.train.images).toHaveLength(8 * 6);
});

test('features are kept by model, pixels and images, and found again', async () => {
  const { library, features } = opener();
  const first = await features.open(files, { pixels: 'bytes' }, images, {}, {});
  await library.keep(first!, {});
  const seen: string[] = [];
  const task = { onProgress: ({ stage }: { stage: string }) => seen.push(stage) };
  const again = await opener(library).features.open(files, { pixels: 'bytes' }, images, {}, task);
  expect(again?.dataset.hash).toBe(first?.dataset.hash);
  expect(again?.dataset.features).toEqual(first?.dataset.features);
  expect(seen).not.toContain('compute');
  const other = { dataset: greys(['a', 'c']), source: 'local:Greys' };
  for (const [pixels, of] of [
    ['unit', images],
    ['bytes', other],
  ] as const) {
    seen.length = 0;
    const computed = await features.open(files, { pixels }, of, {}, task);
    expect(computed?.dataset.hash).not.toBe(first?.dataset.hash);
    expect(seen).toContain('compute');
  }
});

test('computing is given up when it is told so', async () => {
  const abort = new AbortController();
  const task = { signal: abort.signal, onProgress: () => abort.abort() };
  await expect(opener().features.open(files, { pixels: 'unit' }, images, {}, task)).rejects.toThrow(
    /abort/i,
  );
});

test('without images, and of vectors, there are no features', async () => {
  const { features } = opener();
  const { fault } = await dataErrorOf(() => features.open(files, {}, null, {}, {}));
  expect(fault).toMatchObject({
    file: 'net/model.json',
    remedy: expect.stringMatching(/open a data set first/),
  });
  const first = await features.open(files, { pixels: 'unit' }, images, {}, {});
  const { fault: other } = await dataErrorOf(() =>
    features.open(files, { pixels: 'unit' }, first, {}, {}),
  );
  expect(other.found).toMatch(/feature vectors already/);
});

test('other files are left to others', async () => {
  const { features } = opener();
  const table = sourceFile('labels.json', new TextEncoder().encode('[{"id": 1}]'));
  expect(await features.open([table], {}, images, {}, {})).toBeNull();
});
