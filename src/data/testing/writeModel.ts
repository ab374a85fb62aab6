/** TensorFlow.js models for tests, as its converter and its layers write them. */
import { createRandom } from '../../lib/random.ts';

/** A weight of a model; numbers where none are given are small and drawn from its name. */
export interface WeightSample {
  readonly name: string;
  readonly shape: readonly number[];
  /** Whole numbers, which are stored as such. */
  readonly values?: readonly number[];
}

export interface ModelSample {
  readonly topology: object;
  readonly weights: readonly WeightSample[];
  /** What stands in model.json besides. */
  readonly fields?: object;
}

/** Numbers of a weight, always the same ones. */
function sampleValues({ name, shape, values }: WeightSample): Float32Array | Int32Array {
  if (values !== undefined) return Int32Array.from(values);
  const random = createRandom(1, 'model', name);
  const count = shape.reduce((product, side) => product * side, 1);
  const isVariance = /variance$/.test(name);
  return Float32Array.from({ length: count }, () =>
    isVariance ? 0.5 + random.uniform() : random.uniform() - 0.5,
  );
}

/** The files of a model: its description, and its weights in one shard. */
export function writeModel({ topology, weights, fields = {} }: ModelSample): {
  readonly json: object;
  readonly shard: Uint8Array;
} {
  const values = weights.map(sampleValues);
  const shard = new Uint8Array(values.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const one of values) {
    shard.set(new Uint8Array(one.buffer), at);
    at += one.byteLength;
  }
  const listed = weights.map(({ name, shape, values: given }) => ({
    name,
    shape,
    dtype: given === undefined ? 'float32' : 'int32',
  }));
  const weightsManifest = [{ paths: ['group1-shard1of1.bin'], weights: listed }];
  return { json: { modelTopology: topology, weightsManifest, ...fields }, shard };
}

/** The files as a person drops them. */
export function modelFiles(sample: ModelSample, folder = ''): Record<string, Uint8Array> {
  const { json, shard } = writeModel(sample);
  return {
    [`${folder}model.json`]: new TextEncoder().encode(JSON.stringify(json)),
    [`${folder}group1-shard1of1.bin`]: shard,
  };
}

type Node = Readonly<Record<string, unknown>>;

const list = (...values: number[]) => ({ list: { i: values.map(String) } });
const text = (value: string) => ({ s: btoa(value) });
const strides = (step: number) => list(1, step, step, 1);

/** Attributes as the converter writes them. */
export const attributes = { list, text, strides };

export const node = (
  name: string,
  op: string,
  input: readonly string[] = [],
  attr: object = {},
): Node => ({
  name,
  op,
  input,
  attr,
});

const placeholder = (side: number, channels: number) =>
  node('images', 'Placeholder', [], {
    dtype: { type: 'DT_FLOAT' },
    shape: { shape: { dim: [-1, side, side, channels].map((size) => ({ size: String(size) })) } },
  });

/** A small graph with most of the operations that converted networks have. */
export function graphSample(side = 12, channels = 3): ModelSample {
  const consts: WeightSample[] = [
    { name: 'conv/filter', shape: [3, 3, channels, 4] },
    { name: 'conv/bias', shape: [4] },
    { name: 'depthwise/filter', shape: [3, 3, 4, 1] },
    { name: 'norm/gamma', shape: [4] },
    { name: 'norm/beta', shape: [4] },
    { name: 'norm/mean', shape: [4] },
    { name: 'norm/variance', shape: [4] },
    { name: 'pad/margins', shape: [4, 2], values: [0, 0, 1, 1, 1, 1, 0, 0] },
    { name: 'point/filter', shape: [1, 1, 4, 6] },
    { name: 'mean/axes', shape: [2], values: [1, 2] },
    { name: 'slice/begin', shape: [1], values: [0] },
    { name: 'slice/end', shape: [1], values: [1] },
    { name: 'slice/step', shape: [1], values: [1] },
    { name: 'rest', shape: [], values: [-1] },
    { name: 'dense/weights', shape: [6, 5] },
    { name: 'dense/bias', shape: [5] },
  ];
  const convolution = {
    strides: strides(2),
    dilations: strides(1),
    padding: text('SAME'),
    data_format: text('NHWC'),
  };
  const plain = { strides: strides(1), dilations: strides(1), padding: text('VALID') };
  const topology = {
    node: [
      placeholder(side, channels),
      ...consts.map(({ name }) => node(name, 'Const')),
      node('conv', '_FusedConv2D', ['images', 'conv/filter', 'conv/bias'], {
        ...convolution,
        num_args: { i: '1' },
        fused_ops: { list: { s: [btoa('BiasAdd'), btoa('Relu6')] } },
      }),
      node('pad', 'Pad', ['conv', 'pad/margins']),
      node('depthwise', 'DepthwiseConv2dNative', ['pad', 'depthwise/filter'], plain),
      node(
        'norm',
        'FusedBatchNormV3',
        ['depthwise', 'norm/gamma', 'norm/beta', 'norm/mean', 'norm/variance'],
        {
          epsilon: { f: 0.001 },
          is_training: { b: false },
        },
      ),
      node('sum', 'AddV2', ['norm', 'conv']),
      node('point', 'Conv2D', ['sum', 'point/filter'], plain),
      node('sigmoid', 'Sigmoid', ['point']),
      node('swish', 'Mul', ['point', 'sigmoid']),
      node('mean', 'Mean', ['swish', 'mean/axes'], { keep_dims: { b: true } }),
      node('shape', 'Shape', ['mean']),
      node('slice', 'StridedSlice', ['shape', 'slice/begin', 'slice/end', 'slice/step'], {
        shrink_axis_mask: { i: '1' },
      }),
      node('pack', 'Pack', ['slice', 'rest'], { N: { i: '2' }, axis: { i: '0' } }),
      node('flat', 'Reshape', ['mean', 'pack']),
      node('logits', '_FusedMatMul', ['flat', 'dense/weights', 'dense/bias'], {
        transpose_a: { b: false },
        transpose_b: { b: false },
        num_args: { i: '1' },
        fused_ops: { list: { s: [btoa('BiasAdd')] } },
      }),
      node('softmax', 'Softmax', ['logits']),
    ],
    versions: { producer: 440 },
  };
  return { topology, weights: consts, fields: { format: 'graph-model' } };
}

interface LayerSample {
  readonly class_name: string;
  readonly name: string;
  readonly from?: readonly string[];
  readonly config?: object;
}

/** A functional model of layers, of which the first is the input and the last the output. */
export function functionalTopology(layers: readonly LayerSample[]): object {
  const last = layers.at(-1)!;
  return {
    class_name: 'Model',
    config: {
      name: 'sample',
      layers: layers.map(({ class_name, name, from = [], config = {} }) => ({
        class_name,
        name,
        config: { name, trainable: true, ...config },
        inbound_nodes: from.length === 0 ? [] : [from.map((one) => [one, 0, 0, {}])],
      })),
      input_layers: [[layers[0].name, 0, 0]],
      output_layers: [[last.name, 0, 0]],
    },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
}

/** A small residual network of layers. */
export function layersSample(side = 10, channels = 3): ModelSample {
  const convolution = (filters: number, strides: number, use_bias: boolean) => ({
    filters,
    kernel_size: [3, 3],
    strides: [strides, strides],
    padding: 'same',
    data_format: 'channels_last',
    dilation_rate: [1, 1],
    activation: 'linear',
    use_bias,
  });
  const topology = functionalTopology([
    {
      class_name: 'InputLayer',
      name: 'images',
      config: { batch_input_shape: [null, side, side, channels], dtype: 'float32' },
    },
    {
      class_name: 'Rescaling',
      name: 'rescaling',
      from: ['images'],
      config: { scale: 1 / 255, offset: -0.5 },
    },
    { class_name: 'Conv2D', name: 'conv1', from: ['rescaling'], config: convolution(4, 1, true) },
    {
      class_name: 'BatchNormalization',
      name: 'norm1',
      from: ['conv1'],
      config: { axis: -1, epsilon: 0.001, center: true, scale: true },
    },
    { class_name: 'Activation', name: 'relu1', from: ['norm1'], config: { activation: 'relu' } },
    { class_name: 'Conv2D', name: 'conv2', from: ['relu1'], config: convolution(4, 1, false) },
    { class_name: 'Add', name: 'sum', from: ['conv2', 'relu1'] },
    {
      class_name: 'MaxPooling2D',
      name: 'pool',
      from: ['sum'],
      config: { pool_size: [2, 2], strides: [2, 2], padding: 'same', data_format: 'channels_last' },
    },
    {
      class_name: 'GlobalAveragePooling2D',
      name: 'mean',
      from: ['pool'],
      config: { data_format: 'channels_last' },
    },
    { class_name: 'Dropout', name: 'dropout', from: ['mean'], config: { rate: 0.5 } },
    {
      class_name: 'Dense',
      name: 'dense',
      from: ['dropout'],
      config: { units: 5, activation: 'softmax', use_bias: true },
    },
  ]);
  const weights: WeightSample[] = [
    { name: 'conv1/kernel', shape: [3, 3, channels, 4] },
    { name: 'conv1/bias', shape: [4] },
    { name: 'norm1/gamma', shape: [4] },
    { name: 'norm1/beta', shape: [4] },
    { name: 'norm1/moving_mean', shape: [4] },
    { name: 'norm1/moving_variance', shape: [4] },
    { name: 'conv2/kernel', shape: [3, 3, 4, 4] },
    { name: 'dense/kernel', shape: [4, 5] },
    { name: 'dense/bias', shape: [5] },
  ];
  return { topology, weights, fields: { format: 'layers-model' } };
}
