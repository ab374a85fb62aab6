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
  attributes,
  functionalTopology,
  graphSample,
  layersSample,
  type ModelSample,
  modelFiles,
  node,
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

/** A graph of nodes after the images, whose last node is called `last`. */
function smallGraph(nodes: readonly object[], weights: ModelSample['weights']): ModelSample {
  const { topology, fields = {} } = graphSample(6, 3);
  const [images] = (topology as { node: readonly object[] }).node;
  const constants = weights.map(({ name }) => node(name, 'Const'));
  const versions = { producer: 440 };
  return { topology: { node: [images, ...constants, ...nodes], versions }, weights, fields };
}

const convolution = {
  strides: attributes.strides(1),
  dilations: attributes.strides(1),
  padding: attributes.text('SAME'),
  data_format: attributes.text('NHWC'),
};

test('those of slopes that a model has learned, of sums of several, and of magnitudes', async () => {
  const sample = smallGraph(
    [
      node('conv', '_FusedConv2D', ['images', 'filter', 'bias', 'slopes'], {
        ...convolution,
        num_args: { i: '2' },
        fused_ops: { list: { s: [btoa('BiasAdd'), btoa('Prelu')] } },
      }),
      node('point', 'Conv2D', ['conv', 'pointwise'], convolution),
      node('prelu', 'Prelu', ['point', 'slopes']),
      node('magnitude', 'Abs', ['point']),
      node('sum', 'AddN', ['prelu', 'magnitude', 'conv'], { N: { i: '3' } }),
      node('last', 'Mean', ['sum', 'axes'], { keep_dims: { b: false } }),
    ],
    [
      { name: 'filter', shape: [3, 3, 3, 4] },
      { name: 'bias', shape: [4] },
      { name: 'slopes', shape: [1, 1, 4] },
      { name: 'pointwise', shape: [1, 1, 4, 4] },
      { name: 'axes', shape: [2], values: [1, 2] },
    ],
  );
  await setBackend('cpu');
  const theirs = await loadGraphModel(handlerOf(sample));
  await expectAlike(sample, 6, (images) => {
    const found = theirs.execute(tensor4d(images, [count, 6, 6, 3]), 'last');
    return (Array.isArray(found) ? found[0] : found).dataSync<'float32'>();
  });
});

test('those of a layer of slopes that a model has learned', async () => {
  const topology = functionalTopology([
    { class_name: 'InputLayer', name: 'images', config: { batch_input_shape: [null, 6, 6, 3] } },
    { class_name: 'PReLU', name: 'slopes', from: ['images'], config: { shared_axes: [1, 2] } },
    {
      class_name: 'Conv2D',
      name: 'conv',
      from: ['slopes'],
      config: { filters: 4, kernel_size: [3, 3], padding: 'same', use_bias: true },
    },
    { class_name: 'PReLU', name: 'each', from: ['conv'], config: {} },
    { class_name: 'GlobalAveragePooling2D', name: 'mean', from: ['each'], config: {} },
  ]);
  const sample: ModelSample = {
    topology,
    weights: [
      { name: 'slopes/alpha', shape: [1, 1, 3] },
      { name: 'conv/kernel', shape: [3, 3, 3, 4] },
      { name: 'conv/bias', shape: [4] },
      { name: 'each/alpha', shape: [6, 6, 4] },
    ],
  };
  await setBackend('cpu');
  const theirs = await loadLayersModel(handlerOf(sample));
  await expectAlike(sample, 6, (images) => {
    const found = theirs.predict(tensor4d(images, [count, 6, 6, 3]));
    return (Array.isArray(found) ? found[0] : found).dataSync<'float32'>();
  });
});
