/** Features of our own reading are those that stock TensorFlow.js computes from the same files. */
import {
  io,
  loadGraphModel,
  loadLayersModel,
  model as modelOf,
  setBackend,
  tensor4d,
} from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../../data/limits.ts';
import { sourceFile } from '../../../data/testing/sourceFiles.ts';
import {
  graphSample,
  layersSample,
  type ModelSample,
  modelFiles,
  writeModel,
} from '../../../data/testing/writeModel.ts';
import { findModel } from '../../../data/trunks/modelFiles.ts';
import { readTrunk } from '../../../data/trunks/readTrunk.ts';
import { createRandom } from '../../../lib/random.ts';
import { installedWasmPaths } from '../testing/wasmFiles.ts';
import { createFeatureExtractor } from './featureExtractor.ts';

const count = 3;

async function trunkOf(sample: ModelSample) {
  const files = Object.entries(modelFiles(sample)).map(([name, bytes]) => sourceFile(name, bytes));
  return readTrunk((await findModel(files, defaultLimits))!);
}

function handlerOf(sample: ModelSample) {
  const { json, shard } = writeModel(sample);
  const { modelTopology, weightsManifest } = json as {
    modelTopology: object;
    weightsManifest: { weights: io.WeightsManifestEntry[] }[];
  };
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  return io.fromMemory({ modelTopology, weightSpecs, weightData: shard.buffer as ArrayBuffer });
}

function someImages(side: number, channels: number): Float32Array {
  const random = createRandom(3, 'images');
  return Float32Array.from({ length: count * side * side * channels }, () => random.uniform());
}

async function expectAlike(
  sample: ModelSample,
  side: number,
  theirs: (images: Float32Array) => Float32Array,
) {
  const trunk = await trunkOf(sample);
  const images = someImages(side, 3);
  const extractor = await createFeatureExtractor(trunk, { wasmPaths: installedWasmPaths() });
  const ours = extractor.features(images, count);
  extractor.dispose();
  await setBackend('cpu');
  const expected = theirs(images);
  expect(ours.length).toBe(expected.length);
  expect(ours.length).toBe(count * trunk.featureCount);
  expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.01);
  const differences = ours.map((value, at) => Math.abs(value - expected[at]));
  expect(Math.max(...differences)).toBeLessThan(1e-5);
}

test('those of a graph model', async () => {
  const sample = graphSample(12, 3);
  await setBackend('cpu');
  const theirs = await loadGraphModel(handlerOf(sample));
  await expectAlike(sample, 12, (images) => {
    const found = theirs.execute(tensor4d(images, [count, 12, 12, 3]), 'flat');
    return (Array.isArray(found) ? found[0] : found).dataSync<'float32'>();
  });
});

test('those of a layers model', async () => {
  const sample = layersSample(10, 3);
  await setBackend('cpu');
  const theirs = await loadLayersModel(handlerOf(sample));
  const upTo = modelOf({ inputs: theirs.inputs, outputs: theirs.getLayer('mean').output });
  await expectAlike(sample, 10, (images) => {
    const found = upTo.predict(tensor4d(images, [count, 10, 10, 3]));
    return (Array.isArray(found) ? found[0] : found).dataSync<'float32'>();
  });
});
