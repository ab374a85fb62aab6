/**
 * Hostile models: sound ones of {@link graphSample} and {@link layersSample}, each with one thing
 * wrong. What a person is told of each is recorded in modelWords.json.
 */
import {
  attributes,
  graphSample,
  layersSample,
  type ModelSample,
  node,
  writeModel,
} from '../../src/data/testing/writeModel.ts';
import type { BrokenJson } from '../../src/lib/testing/brokenJson.ts';
import type { NamedBytes } from './hostileCase.ts';

export interface HostileModel {
  readonly name: string;
  readonly files: () => readonly NamedBytes[];
}

const shardName = 'group1-shard1of1.bin';
const encoded = (value: string) => new TextEncoder().encode(value);

/** The files of a sample after something was done to its description, or to its shard. */
function spoilt(
  sample: ModelSample,
  spoil: (json: BrokenJson, shard: Uint8Array) => unknown,
): readonly NamedBytes[] {
  const { json, shard } = writeModel(sample);
  const copy = structuredClone(json);
  const other = spoil(copy, shard);
  return [
    { name: 'net/model.json', bytes: encoded(JSON.stringify(copy)) },
    { name: `net/${shardName}`, bytes: other instanceof Uint8Array ? other : shard },
  ];
}

type Spoil = Parameters<typeof spoilt>[1];
type Spoils = Readonly<Record<string, Spoil>>;

const ofGraph = (spoils: Spoils): HostileModel[] =>
  Object.entries(spoils).map(([name, spoil]) => ({
    name: `graph: ${name}`,
    files: () => spoilt(graphSample(), spoil),
  }));
const ofLayers = (spoils: Spoils): HostileModel[] =>
  Object.entries(spoils).map(([name, spoil]) => ({
    name: `layers: ${name}`,
    files: () => spoilt(layersSample(), spoil),
  }));

const nodeOf = (json: BrokenJson, name: string): BrokenJson =>
  json.modelTopology.node.find((one: BrokenJson) => one.name === name);
const addNode = (json: BrokenJson, one: BrokenJson) => json.modelTopology.node.push(one);
const layerOf = (json: BrokenJson, name: string): BrokenJson =>
  json.modelTopology.config.layers.find((one: BrokenJson) => one.name === name);
const weightOf = (json: BrokenJson, name: string): BrokenJson =>
  json.weightsManifest[0].weights.find((one: BrokenJson) => one.name === name);
const each = <Value>(
  values: readonly Value[],
  spoilOf: (value: Value) => [string, Spoil],
): Spoils => Object.fromEntries(values.map(spoilOf));

const texts: readonly HostileModel[] = (
  [
    ['nothing in it', ''],
    ['no JSON', 'modelTopology'],
    ['JSON cut short', '{"modelTopology": {"node": [{"name": "a"'],
    ['a list', '["modelTopology"]'],
    ['a number', '17'],
    ['null', 'null'],
    ['a web page', '<!DOCTYPE html><p>Not found</p>'],
    ['no manifest', '{"modelTopology": {"node": []}}'],
    ['no topology', '{"weightsManifest": []}'],
    ['a topology of text', '{"modelTopology": "node", "weightsManifest": []}'],
    ['a topology of nothing', '{"modelTopology": {}, "weightsManifest": []}'],
    ['a manifest of text', '{"modelTopology": {"node": []}, "weightsManifest": "a"}'],
    [
      'a group without paths',
      '{"modelTopology": {"node": []}, "weightsManifest": [{"weights": []}]}',
    ],
    [
      'a group without weights',
      '{"modelTopology": {"node": []}, "weightsManifest": [{"paths": []}]}',
    ],
    ['an empty graph', '{"modelTopology": {"node": []}, "weightsManifest": []}'],
    ['nodes that are no list', '{"modelTopology": {"node": {}}, "weightsManifest": []}'],
    [
      'a prototype',
      '{"__proto__": {"modelTopology": 1}, "modelTopology": {"node": [{"name": "__proto__", "op": "constructor"}]}, "weightsManifest": []}',
    ],
    ['brackets a hundred thousand deep', `{"modelTopology": ${'['.repeat(100_000)}`],
    ['bytes that are no UTF-8', '\u0000'],
  ] as const
).map(([name, text]) => ({
  name: `text: ${name}`,
  files: () => [
    {
      name: 'net/model.json',
      bytes: text === '\u0000' ? Uint8Array.of(0x7b, 0xff, 0xfe) : encoded(text),
    },
  ],
}));

const huge: readonly HostileModel[] = [
  {
    name: 'graph: a million nodes',
    files: () => {
      const nodes = new Array(1_000_000).fill('{}').join();
      const text = `{"modelTopology": {"node": [${nodes}]}, "weightsManifest": []}`;
      return [{ name: 'net/model.json', bytes: encoded(text) }];
    },
  },
  {
    name: 'layers: thirty thousand layers',
    files: () =>
      spoilt(layersSample(), (json) => {
        const { layers } = json.modelTopology.config;
        const [, , , , relu] = layers;
        for (let at = 0; at < 30_000; at++) layers.push({ ...relu, name: `more${at}` });
      }),
  },
  {
    name: 'two models',
    files: () => [
      ...spoilt(graphSample(), () => {}),
      { name: 'net/other/model.json', bytes: encoded('{"modelTopology": {}}') },
    ],
  },
];

const shards = ofGraph({
  ...each(
    [
      '../secret.bin',
      'a/../../secret.bin',
      '..\\secret.bin',
      '/etc/passwd',
      '\\\\server\\share',
      'C:\\secret.bin',
      'http://example.org/a.bin',
      'https://example.org/a.bin',
      '//example.org/a.bin',
      'file:///etc/passwd',
      'data:application/octet-stream;base64,AAAA',
      'blob:https://example.org/1',
      'indexeddb://model',
      '',
      '.',
      './group1-shard1of1.bin',
      'a//b.bin',
      'a\u0000.bin',
      'a\u202egnp.bin',
      'x'.repeat(1001),
    ],
    (path) => [
      `a shard called ${path.length > 100 ? 'by a thousand letters' : JSON.stringify(path)}`,
      (json) => {
        json.weightsManifest[0].paths = [path];
      },
    ],
  ),
  'a shard that is not there': (json) => {
    json.weightsManifest[0].paths = ['group1-shard1of2.bin'];
  },
  'a shard named twice': (json) => {
    json.weightsManifest[0].paths = [shardName, shardName];
  },
  'a shard in two groups': (json) => {
    json.weightsManifest.push({ paths: [shardName], weights: [] });
  },
  'no shard': (json) => {
    json.weightsManifest[0].paths = [];
  },
  'a shard cut by a byte': (_, shard) => shard.slice(0, -1),
  'a shard cut in half': (_, shard) => shard.slice(0, shard.length / 2),
  'an empty shard': () => new Uint8Array(),
  'a shard with a byte more': (_, shard) => Uint8Array.from([...shard, 0]),
  'paths that are numbers': (json) => {
    json.weightsManifest[0].paths = [7];
  },
});

const weights = ofGraph({
  ...each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], (value) => [
    `${value} first among the weights`,
    (_, shard) => {
      new DataView(shard.buffer).setFloat32(0, value, true);
    },
  ]),
  ...each(['float64', 'complex64', 'string', 'int64', 'bfloat16', '', 7, null], (dtype) => [
    `a weight of ${JSON.stringify(dtype)}`,
    (json) => {
      json.weightsManifest[0].weights[0].dtype = dtype;
    },
  ]),
  ...each(
    [
      [-1, 3, 3, 4],
      [3.5, 3, 3, 4],
      ['3', 3, 3, 4],
      [2 ** 53, 1],
      [2 ** 31, 2 ** 31, 2 ** 31],
      [1e308, 2],
      [1, 1, 1, 1, 1, 1, 1, 1, 1],
      'all',
      null,
      [40_000, 40_000],
      [0, 3, 3, 4],
      [4, 3, 3, 3],
      [3, 3, 3],
    ],
    (shape) => [
      `a weight of shape ${JSON.stringify(shape)}`,
      (json) => {
        json.weightsManifest[0].weights[0].shape = shape;
      },
    ],
  ),
  'two weights of one name': (json) => {
    json.weightsManifest[0].weights[1].name = 'conv/filter';
  },
  'a weight without a name': (json) => {
    delete json.weightsManifest[0].weights[0].name;
  },
  'a weight with an empty name': (json) => {
    json.weightsManifest[0].weights[0].name = '';
  },
  'thirty thousand weights': (json) => {
    const [group] = json.weightsManifest;
    for (let at = 0; at < 30_000; at++)
      group.weights.push({ name: `w${at}`, shape: [0], dtype: 'float32' });
  },
  'bytes that nothing unpacks': (json) => {
    weightOf(json, 'conv/filter').dtype = 'uint8';
  },
  'a quantization without a scale': (json) => {
    weightOf(json, 'conv/filter').quantization = { dtype: 'uint8', min: 0 };
  },
  'a quantization of another kind': (json) => {
    weightOf(json, 'conv/filter').quantization = { dtype: 'int4', scale: 1, min: 0 };
  },
  'a quantization with a scale of text': (json) => {
    weightOf(json, 'conv/filter').quantization = { dtype: 'uint8', scale: '1', min: 0 };
  },
  'halves where there are floats': (json) => {
    weightOf(json, 'conv/filter').dtype = 'float16';
  },
});

const operations = ofGraph(
  each(
    [
      'PyFunc',
      'ReadFile',
      'WriteFile',
      'HashTableV2',
      'LookupTableFindV2',
      'If',
      'StatelessIf',
      'While',
      'StatelessWhile',
      'Switch',
      'Merge',
      'Enter',
      'Exit',
      'NextIteration',
      'LoopCond',
      'TensorArrayV3',
      'TensorListReserve',
      'StatefulPartitionedCall',
      'PartitionedCall',
      'NonMaxSuppressionV5',
      'TopKV2',
      'ResizeBilinear',
      'CropAndResize',
      'RandomUniform',
      'Multinomial',
      'DecodeJpeg',
      'StringSplit',
      'Einsum',
      'Conv3D',
      'Conv2DBackpropInput',
      'MirrorPad',
      'Tile',
      'Fill',
      'Range',
      'Where',
      'GatherV2',
      'FFT',
      'Print',
      'MyOwnOp',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '',
    ],
    (op) => [
      `the operation ${JSON.stringify(op)}`,
      (json) => {
        nodeOf(json, 'sigmoid').op = op;
      },
    ],
  ),
);

const structure = ofGraph({
  'a node that takes from itself': (json) => {
    nodeOf(json, 'sum').input = ['norm', 'sum'];
  },
  'two nodes in a circle': (json) => {
    nodeOf(json, 'point').input = ['swish', 'point/filter'];
  },
  'a circle beside the rest': (json) => {
    addNode(json, node('a', 'Relu', ['b']));
    addNode(json, node('b', 'Relu', ['c']));
    addNode(json, node('c', 'Relu', ['a']));
  },
  'an input that there is not': (json) => {
    nodeOf(json, 'sum').input = ['norm', 'nowhere'];
  },
  'the second output of a node': (json) => {
    nodeOf(json, 'sum').input = ['norm', 'conv:1'];
  },
  'two nodes of one name': (json) => addNode(json, node('conv', 'Relu', ['images'])),
  'two inputs': (json) => addNode(json, { ...nodeOf(json, 'images'), name: 'more' }),
  'no input': (json) => {
    nodeOf(json, 'images').op = 'Const';
  },
  'two outputs': (json) => addNode(json, node('more', 'Relu', ['conv'])),
  'an output that is not there': (json) => {
    json.signature = { outputs: { probabilities: { name: 'nowhere:0' } } };
  },
  'an output that nothing computes': (json) => {
    json.signature = { outputs: { probabilities: { name: 'dense/bias' } } };
  },
  'functions of its own': (json) => {
    json.modelTopology.library = { function: [{ signature: { name: 'f' } }] };
  },
  'a node that is a number': (json) => addNode(json, 7),
  'a node without an operation': (json) => addNode(json, { name: 'bare' }),
  'a node whose name is a number': (json) => addNode(json, { name: 7, op: 'Relu' }),
  'a node whose inputs are text': (json) => addNode(json, { name: 'a', op: 'Relu', input: 'conv' }),
  'a node whose attributes are a list': (json) =>
    addNode(json, { name: 'a', op: 'Relu', attr: [] }),
  'a constant without numbers': (json) => {
    json.modelTopology.node = [node('lost', 'Const'), ...json.modelTopology.node];
    nodeOf(json, 'sum').input = ['norm', 'lost'];
  },
  'an operation without inputs': (json) => {
    nodeOf(json, 'sigmoid').input = [];
  },
  'a convolution of numbers alone': (json) => {
    nodeOf(json, 'conv').input = ['conv/filter', 'conv/filter', 'conv/bias'];
  },
  'a filter that is computed': (json) => {
    nodeOf(json, 'point').input = ['sum', 'conv'];
  },
});

const { list, text } = attributes;
const settings = ofGraph({
  ...each(
    [
      [1, 0, 0, 1],
      [1, -1, 1, 1],
      [2, 1, 1, 1],
      [1, 1, 1],
      [1, 100_000, 1, 1],
      [1, 1.5, 1, 1],
      [1, 2 ** 53 + 2, 1, 1],
    ],
    (steps) => [
      `strides of ${JSON.stringify(steps)}`,
      (json) => {
        nodeOf(json, 'point').attr.strides = list(...steps);
      },
    ],
  ),
  'strides past 2^53 as text': (json) => {
    nodeOf(json, 'point').attr.strides = { list: { i: ['1', '9007199254740993', '1', '1'] } };
  },
  'strides of words': (json) => {
    nodeOf(json, 'point').attr.strides = { list: { i: ['a', 'b', 'c', 'd'] } };
  },
  'strides that are no list': (json) => {
    nodeOf(json, 'point').attr.strides = { list: { i: 7 } };
  },
  'a million strides': (json) => {
    nodeOf(json, 'point').attr.strides = list(...new Array(100_000).fill(1));
  },
  'dilations of 0': (json) => {
    nodeOf(json, 'point').attr.dilations = list(1, 0, 0, 1);
  },
  'a padding that there is not': (json) => {
    nodeOf(json, 'point').attr.padding = text('FULL');
  },
  'a padding that is no base64': (json) => {
    nodeOf(json, 'point').attr.padding = { s: '%%%' };
  },
  'a padding that is a number': (json) => {
    nodeOf(json, 'point').attr.padding = { s: 7 };
  },
  'explicit padding without numbers': (json) => {
    nodeOf(json, 'point').attr.padding = text('EXPLICIT');
  },
  'channels first': (json) => {
    nodeOf(json, 'point').attr.data_format = text('NCHW');
  },
  'a fused operation that there is not': (json) => {
    nodeOf(json, 'conv').attr.fused_ops = { list: { s: [btoa('BiasAdd'), btoa('Prelu')] } };
  },
  'a transposed input': (json) => {
    nodeOf(json, 'logits').attr.transpose_a = { b: true };
  },
  'an epsilon that is no number': (json) => {
    nodeOf(json, 'norm').attr.epsilon = { f: 'much' };
  },
  'a flag that is text': (json) => {
    nodeOf(json, 'mean').attr.keep_dims = { b: 'yes' };
  },
  ...each(
    [
      [-1, 12, 12, 5],
      [-1, 100_000, 12, 3],
      [-1, 12],
      [-1, 12, 12, 3, 3],
      [-1, -7, 12, 3],
      [-1, 2 ** 53, 12, 3],
    ],
    (shape) => [
      `images of ${JSON.stringify(shape)}`,
      (json) => {
        nodeOf(json, 'images').attr.shape.shape.dim = shape.map((size) => ({ size: String(size) }));
      },
    ],
  ),
  'images of no shape': (json) => {
    nodeOf(json, 'images').attr = {};
  },
  'images whose shape is text': (json) => {
    nodeOf(json, 'images').attr.shape.shape.dim = 'all';
  },
});

const setNumbers =
  (name: string, ...values: number[]): Spoil =>
  (json, shard) => {
    let at = 0;
    for (const weight of json.weightsManifest[0].weights) {
      if (weight.name === name) break;
      at += 4 * weight.shape.reduce((all: number, side: number) => all * side, 1);
    }
    const view = new DataView(shard.buffer);
    values.forEach((value, place) => {
      view.setInt32(at + 4 * place, value, true);
    });
  };
const shapes = ofGraph({
  'a filter for other channels': (json) => {
    weightOf(json, 'conv/filter').shape = [3, 1, 9, 4];
  },
  'a filter larger than the image': (json) => {
    weightOf(json, 'point/filter').shape = [24, 1, 1, 1];
  },
  'a bias for other channels': (json) => {
    weightOf(json, 'conv/bias').shape = [2, 2];
  },
  'a norm for other channels': (json) => {
    weightOf(json, 'norm/gamma').shape = [2, 2];
  },
  'a matrix that does not fit': (json) => {
    weightOf(json, 'dense/weights').shape = [5, 6];
  },
  'a matrix of three axes': (json) => {
    weightOf(json, 'dense/weights').shape = [6, 5, 1];
  },
  'a mean over the images': setNumbers('mean/axes', 0, 1),
  'a mean over the channels': setNumbers('mean/axes', 3, 3),
  'margins around the images': setNumbers('pad/margins', 1, 1),
  'margins below nothing': setNumbers('pad/margins', 0, 0, -1, -1),
  'margins of a million': setNumbers('pad/margins', 0, 0, 1_000_000),
  'margins of 2^31': setNumbers('pad/margins', 0, 0, 2 ** 31 - 1),
  'a reshape that does not fit': setNumbers('rest', 4),
  'a reshape to nothing': setNumbers('rest', 0),
  'every second of a shape': setNumbers('slice/step', 2),
  'a sum of other shapes': (json) => {
    nodeOf(json, 'sum').input = ['norm', 'images'];
  },
  'a join of other shapes': (json) => {
    addNode(json, node('join', 'ConcatV2', ['images', 'softmax', 'rest']));
    json.signature = { outputs: { out: { name: 'join' } } };
  },
  'values without end': (json) => {
    nodeOf(json, 'images').attr.shape.shape.dim = [-1, 2048, 2048, 3].map((size) => ({
      size: String(size),
    }));
    weightOf(json, 'conv/filter').shape = [1, 1, 3, 36];
    weightOf(json, 'conv/bias').shape = [1, 4];
    nodeOf(json, 'conv').attr.strides = list(1, 1, 1, 1);
  },
});

const classes = ofLayers(
  each(
    [
      'Lambda',
      'TFOpLambda',
      'LSTM',
      'GRU',
      'Embedding',
      'MultiHeadAttention',
      'Conv1D',
      'Conv2DTranspose',
      'Conv3D',
      'Masking',
      'TimeDistributed',
      'Bidirectional',
      'RandomFlip',
      'CategoryEncoding',
      'StringLookup',
      'MyLayer',
      '__proto__',
      'constructor',
      'toString',
      '',
    ],
    (name) => [
      `a layer of the class ${JSON.stringify(name)}`,
      (json) => {
        layerOf(json, 'relu1').class_name = name;
      },
    ],
  ),
);

const setConfig =
  (layer: string, setting: string, value: unknown): Spoil =>
  (json) => {
    layerOf(json, layer).config[setting] = value;
  };
const layers = ofLayers({
  'a layer that takes from itself': (json) => {
    layerOf(json, 'sum').inbound_nodes = [
      [
        ['conv2', 0, 0, {}],
        ['sum', 0, 0, {}],
      ],
    ];
  },
  'layers in a circle': (json) => {
    layerOf(json, 'conv1').inbound_nodes = [[['conv2', 0, 0, {}]]];
  },
  'a layer that takes from nowhere': (json) => {
    layerOf(json, 'sum').inbound_nodes = [
      [
        ['conv2', 0, 0, {}],
        ['nowhere', 0, 0, {}],
      ],
    ];
  },
  'a layer that takes nothing': (json) => {
    layerOf(json, 'sum').inbound_nodes = [];
  },
  'a layer that is used twice': (json) => {
    layerOf(json, 'relu1').inbound_nodes = [[['norm1', 0, 0, {}]], [['conv2', 0, 0, {}]]];
  },
  'inputs as Keras 3 tells them': (json) => {
    layerOf(json, 'relu1').inbound_nodes = [
      { args: [{ class_name: '__keras_tensor__' }], kwargs: {} },
    ];
  },
  'two layers of one name': (json) => {
    layerOf(json, 'conv2').name = 'conv1';
  },
  'no layers': (json) => {
    json.modelTopology.config.layers = [];
  },
  'layers that are text': (json) => {
    json.modelTopology.config.layers = 'all';
  },
  'two inputs': (json) => {
    json.modelTopology.config.input_layers = [
      ['images', 0, 0],
      ['conv1', 0, 0],
    ];
  },
  'no outputs': (json) => {
    json.modelTopology.config.output_layers = [];
  },
  'an output that is not there': (json) => {
    json.modelTopology.config.output_layers = [['nowhere', 0, 0]];
  },
  'models a hundred deep': (json) => {
    let model: BrokenJson = json.modelTopology;
    for (let depth = 0; depth < 100; depth++) {
      model = {
        class_name: 'Sequential',
        name: `deep${depth}`,
        config: { layers: [layerOf(json, 'images'), model] },
      };
    }
    json.modelTopology = model;
  },
  'a model of another class': (json) => {
    json.modelTopology.class_name = 'MyModel';
  },
  'a weight that is missing': (json) => {
    weightOf(json, 'conv1/kernel').name = 'conv1/other';
  },
  'a filter for other channels': (json) => {
    weightOf(json, 'conv1/kernel').shape = [3, 1, 9, 4];
  },
  'a bias for other channels': (json) => {
    weightOf(json, 'conv1/bias').shape = [2, 2];
  },
  'a norm for other channels': (json) => {
    weightOf(json, 'norm1/moving_mean').shape = [2, 2];
  },
  'a sum of other shapes': (json) => {
    layerOf(json, 'sum').inbound_nodes = [
      [
        ['conv2', 0, 0, {}],
        ['images', 0, 0, {}],
      ],
    ];
  },
  'images of two axes': setConfig('images', 'batch_input_shape', [null, 10]),
  'images of five channels': setConfig('images', 'batch_input_shape', [null, 10, 10, 5]),
  'images of a million pixels a side': setConfig('images', 'batch_input_shape', [
    null,
    1_000_000,
    10,
    3,
  ]),
  'images of half a pixel': setConfig('images', 'batch_input_shape', [null, 10, 0.5, 3]),
  'images of text': setConfig('images', 'batch_input_shape', 'all'),
  'strides of 0': setConfig('conv1', 'strides', [0, 0]),
  'strides of text': setConfig('conv1', 'strides', 'two'),
  'strides past 2^53': setConfig('conv1', 'strides', [2 ** 54, 1]),
  'three strides': setConfig('conv1', 'strides', [1, 1, 1]),
  'dilations of −1': setConfig('conv1', 'dilation_rate', -1),
  'a causal padding': setConfig('conv1', 'padding', 'causal'),
  'channels first': setConfig('conv1', 'data_format', 'channels_first'),
  groups: setConfig('conv1', 'groups', 2),
  'an activation that there is not': setConfig('conv1', 'activation', 'myFunction'),
  'an activation from the prototype': setConfig('conv1', 'activation', 'constructor'),
  'an activation that is code': setConfig('conv1', 'activation', {
    class_name: 'Lambda',
    config: 'x => x',
  }),
  'a bias that is perhaps there': setConfig('conv1', 'use_bias', 'perhaps'),
  'a norm along the rows': setConfig('norm1', 'axis', 1),
  'an epsilon below nothing': setConfig('norm1', 'epsilon', -1),
  'an epsilon of text': setConfig('norm1', 'epsilon', 'small'),
  'a window of a million': setConfig('pool', 'pool_size', [1_000_000, 1_000_000]),
  'a scale of text': setConfig('rescaling', 'scale', 'all'),
  'a config that is text': (json) => {
    layerOf(json, 'relu1').config = 'none';
  },
});

/** The value `HERE` of a description in another text: what {@link JSON.stringify} cannot write. */
const here = 'HERE';
const withText = (name: string, sample: ModelSample, text: string, spoil: Spoil): HostileModel => ({
  name,
  files: () => {
    const [json, shard] = spoilt(sample, spoil);
    const whole = new TextDecoder().decode(json.bytes).replace(JSON.stringify(here), text);
    return [{ ...json, bytes: encoded(whole) }, shard];
  },
});
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
/** Three bytes in four of the first filter's go, as it is packed. */
const packed = (json: BrokenJson, shard: Uint8Array, scale: unknown, min: unknown) => {
  weightOf(json, 'conv/filter').quantization = { dtype: 'uint8', scale, min };
  return shard.slice(3 * 3 * 3 * 3 * 4);
};
const setHere = (layer: string, setting: string) => setConfig(layer, setting, here);
const numbers: readonly HostileModel[] = [
  ...ofGraph({
    'a quantization past what float32 holds': (json, shard) => packed(json, shard, 1e300, 0),
    'a quantization whose least value is past that': (json, shard) =>
      packed(json, shard, 1, -1e300),
    'an epsilon that leaves a variance below nothing': (json) => {
      nodeOf(json, 'norm').attr.epsilon = { f: -100 };
    },
    'a slope past what float32 holds': (json) => {
      addNode(json, node('leaky', 'LeakyRelu', ['softmax'], { alpha: { f: 1e300 } }));
    },
    'four hundred branches that wait for each other': (json) => {
      const sides = [-1, 2048, 2048, 3].map((size) => ({ size: String(size) }));
      nodeOf(json, 'images').attr.shape.shape.dim = sides;
      const branches = Array.from({ length: 400 }, (_, at) => `branch${at}`);
      for (const name of branches) addNode(json, node(name, 'Relu', ['images']));
      addNode(json, node('all', 'AddN', branches, { N: { i: '400' } }));
      const kept = (one: BrokenJson) =>
        one.op === 'Const' || one.name === 'images' || one.name === 'all' || one.op === 'Relu';
      json.modelTopology.node = json.modelTopology.node.filter(kept);
      json.signature = { outputs: { out: { name: 'all' } } };
    },
  }),
  withText('graph: a quantization without end', graphSample(), '1e999', (json, shard) =>
    packed(json, shard, here, 0),
  ),
  withText('graph: strides a hundred thousand lists deep', graphSample(), deep, (json) => {
    nodeOf(json, 'conv').attr.strides = { list: { i: here } };
  }),
  withText('graph: sides a hundred thousand lists deep', graphSample(), deep, (json) => {
    nodeOf(json, 'images').attr.shape = { shape: { dim: here } };
  }),
  ...ofLayers({
    'a scale past what float32 holds': setConfig('rescaling', 'scale', 1e300),
    'an offset past what float32 holds': setConfig('rescaling', 'offset', -1e300),
    'variances below nothing': (_, shard) => {
      new Float32Array(shard.buffer).fill(-5);
    },
    'a hard sigmoid of nobody': (json) => {
      json.modelTopology.keras_version = 'the newest';
      layerOf(json, 'relu1').config.activation = 'hard_sigmoid';
    },
    'a version whose text is none': (json) => {
      json.modelTopology.keras_version = { toString: 1 };
      layerOf(json, 'relu1').config.activation = 'hard_sigmoid';
    },
    'a tensor of Keras 3 that is the second of a layer': (json) => {
      const config = { keras_history: ['norm1', 0, 1] };
      layerOf(json, 'relu1').inbound_nodes = [
        { args: [{ class_name: '__keras_tensor__', config }], kwargs: {} },
      ];
    },
  }),
  withText('layers: an epsilon without end', layersSample(), '1e999', setHere('norm1', 'epsilon')),
  withText(
    'layers: Infinity, which JSON lacks',
    layersSample(),
    'Infinity',
    setHere('norm1', 'epsilon'),
  ),
  withText(
    'layers: strides a hundred thousand lists deep',
    layersSample(),
    deep,
    setHere('conv1', 'strides'),
  ),
  withText(
    'layers: images a hundred thousand lists deep',
    layersSample(),
    deep,
    setHere('images', 'batch_input_shape'),
  ),
  withText('layers: inputs a hundred thousand lists deep', layersSample(), deep, (json) => {
    layerOf(json, 'relu1').inbound_nodes = here;
  }),
];

export const hostileModels: readonly HostileModel[] = [
  ...texts,
  ...huge,
  ...shards,
  ...weights,
  ...operations,
  ...structure,
  ...settings,
  ...shapes,
  ...classes,
  ...layers,
  ...numbers,
];
