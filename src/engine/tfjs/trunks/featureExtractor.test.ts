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
  images = someImages(side, 3),
) {
  const trunk = await trunkOf(sample);
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

test('those of zeros put around channels', async () => {
  const sample = smallGraph(
    [
      node('conv', 'Conv2D', ['images', 'filter'], convolution),
      node('pad', 'Pad', ['conv', 'margins']),
      node('point', 'Conv2D', ['pad', 'pointwise'], convolution),
      node('last', 'Mean', ['point', 'axes'], { keep_dims: { b: false } }),
    ],
    [
      { name: 'filter', shape: [3, 3, 3, 4] },
      { name: 'margins', shape: [4, 2], values: [0, 0, 1, 0, 0, 0, 2, 3] },
      { name: 'pointwise', shape: [1, 1, 9, 4] },
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

const images = {
  class_name: 'InputLayer',
  name: 'images',
  config: { batch_input_shape: [null, 6, 6, 3] },
};
const conv = {
  class_name: 'Conv2D',
  name: 'conv',
  from: ['images'],
  config: { filters: 4, kernel_size: [1, 1], padding: 'same', use_bias: true },
};
const hard = {
  class_name: 'Activation',
  name: 'hard',
  from: ['conv'],
  config: { activation: 'hard_sigmoid' },
};
const ending = (from: string) => [
  { class_name: 'Add', name: 'sum', from: [from, 'conv'] },
  { class_name: 'GlobalAveragePooling2D', name: 'mean', from: ['sum'], config: {} },
];
const weights = [
  { name: 'conv/kernel', shape: [1, 1, 3, 4] },
  { name: 'conv/bias', shape: [4] },
];
/** What Keras 3 calls hard_sigmoid, in layers that stock TensorFlow.js has. */
const written = [
  { class_name: 'Rescaling', name: 'shift', from: ['conv'], config: { scale: 1, offset: 3 } },
  { class_name: 'ReLU', name: 'clip', from: ['shift'], config: { max_value: 6 } },
  { class_name: 'Rescaling', name: 'hard', from: ['clip'], config: { scale: 1 / 6, offset: 0 } },
];

test.each([
  ['Keras 2', hard, [hard], '2.15.0'],
  ['TensorFlow.js', hard, [hard], 'tfjs-layers 4.22.0'],
  ['Keras 3', hard, written, '3.4.1'],
])('those of a hard sigmoid of %s, by the version in the file', async (_, own, twin, version) => {
  const topology = (layers: Parameters<typeof functionalTopology>[0]) => ({
    ...functionalTopology(layers),
    keras_version: version,
  });
  const sample: ModelSample = {
    topology: topology([images, conv, own, ...ending('hard')]),
    weights,
  };
  const stock: ModelSample = {
    topology: topology([images, conv, ...twin, ...ending('hard')]),
    weights,
  };
  await setBackend('cpu');
  const theirs = await loadLayersModel(handlerOf(stock));
  const given = version.startsWith('3')
    ? { ...sample, topology: asKeras3(sample.topology) }
    : sample;
  // From far below to far above, so that both ends are reached.
  const pixels = someImages(6, 3).map((value) => 40 * value - 20);
  await expectAlike(
    given,
    6,
    (values) => {
      const found = theirs.predict(tensor4d(values, [count, 6, 6, 3]));
      return (Array.isArray(found) ? found[0] : found).dataSync<'float32'>();
    },
    pixels,
  );
});

interface Keras2Layer {
  readonly class_name: string;
  readonly config: { readonly batch_input_shape?: unknown };
  readonly inbound_nodes: readonly (readonly [string][])[];
}

/** The same model as Keras 3 writes it: other words for the input's shape and for what goes into a layer. */
function asKeras3(topology: object): object {
  const model = structuredClone(topology) as { config: { layers: readonly Keras2Layer[] } };
  const layers = model.config.layers.map(({ inbound_nodes, config, ...layer }) => {
    const { batch_input_shape, ...rest } = config;
    const [call] = inbound_nodes;
    const tensors = call?.map(([name]) => ({
      class_name: '__keras_tensor__',
      config: { shape: [null, 6, 6, 3], dtype: 'float32', keras_history: [name, 0, 0] },
    }));
    const args = tensors?.length === 1 ? tensors : [tensors];
    return {
      ...layer,
      module: 'keras.layers',
      config: batch_input_shape === undefined ? rest : { ...rest, batch_shape: batch_input_shape },
      inbound_nodes: call === undefined ? [] : [{ args, kwargs: {} }],
    };
  });
  return { ...model, class_name: 'Functional', config: { ...model.config, layers } };
}
