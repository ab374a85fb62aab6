/** Computes a trunk's operations with those of TensorFlow.js, one after another, for some images. */
import * as tf from '@tensorflow/tfjs-core';
import type {
  TrunkConstant,
  TrunkFunction,
  TrunkNode,
  TrunkPadding,
} from '../../../data/trunks/trunk.ts';
import { assertNever } from '../../../lib/assertNever.ts';

/** A model's numbers on the device, made once. */
export type TrunkTensors = Map<TrunkConstant, tf.Tensor>;

/** What the last of the nodes puts out for images that are given; all between is let go as it is used up. */
export function runTrunk(
  nodes: readonly TrunkNode[],
  images: tf.Tensor4D,
  held: TrunkTensors,
): tf.Tensor {
  const lastUse = new Map<number, number>();
  nodes.forEach(({ inputs }, at) => {
    for (const input of inputs) lastUse.set(input, at);
  });
  const values: (tf.Tensor | null)[] = [images];
  for (let at = 1; at < nodes.length; at++) {
    const node = nodes[at];
    const inputs = node.inputs.map((input) => values[input]!);
    values.push(tf.tidy(() => computed(node, inputs, held)));
    for (const input of new Set(node.inputs)) {
      if (lastUse.get(input) !== at || input === 0) continue;
      values[input]?.dispose();
      values[input] = null;
    }
  }
  const last = values.at(-1)!;
  return nodes.length === 1 ? last.clone() : last;
}

/** The tensors of all numbers that the nodes have. They are the caller's to dispose of. */
export function holdConstants(nodes: readonly TrunkNode[]): TrunkTensors {
  const held: TrunkTensors = new Map();
  for (const { operation } of nodes) {
    const constant = constantOf(operation);
    if (constant !== null && !held.has(constant)) {
      held.set(constant, tf.tensor(constant.values, [...constant.shape], 'float32'));
    }
  }
  return held;
}

function constantOf(operation: TrunkNode['operation']): TrunkConstant | null {
  switch (operation.kind) {
    case 'convolve':
      return operation.filter;
    case 'multiplyMatrix':
      return operation.weights;
    case 'combineWith':
      return operation.constant;
    default:
      return null;
  }
}

function computed(
  { operation, shape }: TrunkNode,
  inputs: readonly tf.Tensor[],
  held: TrunkTensors,
): tf.Tensor {
  const [x, other] = inputs;
  const constant = constantOf(operation);
  const numbers = constant === null ? null : held.get(constant)!;
  switch (operation.kind) {
    case 'input':
      return x;
    case 'convolve': {
      const { strides, dilations, padding, isDepthwise } = operation;
      const convolution = isDepthwise ? tf.depthwiseConv2d : tf.conv2d;
      return convolution(
        x as tf.Tensor4D,
        numbers as tf.Tensor4D,
        [...strides],
        paddingOf(padding),
        'NHWC',
        [...dilations],
      );
    }
    case 'multiplyMatrix': {
      const [rows, columns] = operation.weights.shape;
      const product = tf.matMul(tf.reshape(x, [-1, rows]), numbers as tf.Tensor2D);
      return tf.reshape(product, [-1, ...shape.slice(0, -1), columns]);
    }
    case 'combine':
      return arithmetic[operation.by](x, other);
    case 'combineWith':
      return operation.isReversed
        ? arithmetic[operation.by](numbers!, x)
        : arithmetic[operation.by](x, numbers!);
    case 'apply':
      return functions[operation.of](x, operation.slope ?? 0);
    case 'pool': {
      const { of, window, strides, padding } = operation;
      const pool = of === 'maximum' ? tf.maxPool : tf.avgPool;
      return pool(x as tf.Tensor4D, [...window], [...strides], padding);
    }
    case 'reduce':
      return operation.of === 'maximum' ? tf.max(x, [1, 2]) : tf.mean(x, [1, 2]);
    case 'surround': {
      const { top, bottom, left, right } = operation.by;
      const around: [number, number][] = [
        [0, 0],
        [top, bottom],
        [left, right],
        [...operation.channels],
      ];
      return tf.pad(x, around, operation.value);
    }
    case 'reshape':
      return tf.reshape(x, [-1, ...shape]);
    case 'concatenate':
      return tf.concat([...inputs], operation.axis + 1);
    default:
      return assertNever(operation, 'operation');
  }
}

type Around = 'same' | 'valid' | [[0, 0], [number, number], [number, number], [0, 0]];

function paddingOf(padding: TrunkPadding): Around {
  if (typeof padding === 'string') return padding;
  const { top, bottom, left, right } = padding;
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

const arithmetic = {
  add: tf.add,
  subtract: tf.sub,
  multiply: tf.mul,
  divide: tf.div,
  maximum: tf.maximum,
  minimum: tf.minimum,
} as const;

const hardSigmoid = (x: tf.Tensor) => tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1);

const functions: Readonly<Record<TrunkFunction, (x: tf.Tensor, slope: number) => tf.Tensor>> = {
  relu: tf.relu,
  relu6: tf.relu6,
  leakyRelu: (x, slope) => tf.leakyRelu(x, slope),
  elu: tf.elu,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  hardSigmoid,
  hardSwish: (x) => tf.mul(x, tf.div(tf.relu6(tf.add(x, 3)), 6)),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  tanh: tf.tanh,
  softplus: tf.softplus,
  exp: tf.exp,
  sqrt: tf.sqrt,
  rsqrt: tf.rsqrt,
  square: tf.square,
  negative: tf.neg,
  softmax: (x) => tf.softmax(x),
};
