/** The operations that a graph model may have, by their name. What is not in this list is refused. */
import { modelLimits } from '../modelLimits.ts';
import { normScale } from '../normScale.ts';
import { placeSlopes } from '../placeSlopes.ts';
import type { TrunkArithmetic, TrunkConstant, TrunkFunction, TrunkPadding } from '../trunk.ts';
import { sidesProduct, sidesText } from '../trunkShapes.ts';
import { foldArithmetic, foldFunction, pick } from './folding.ts';
import type { GraphValue } from './graphValue.ts';
import type { NodeAttributes } from './nodeAttributes.ts';

/** Puts a node into the trunk. */
type PlaceNode = (node: NodeAttributes, inputs: readonly GraphValue[]) => GraphValue;

const computed = (at: number): GraphValue => ({ isComputed: true, at });
const constant = (shape: readonly number[], values: ArrayLike<number>): GraphValue => ({
  isComputed: false,
  constant: { shape, values: Float32Array.from(values) },
});

function imagesOf(node: NodeAttributes, inputs: readonly GraphValue[], place = 0): number {
  const value = inputs[place];
  if (value?.isComputed) return value.at;
  throw node.fault(
    value === undefined
      ? `input ${place + 1} is missing`
      : `input ${place + 1} is no output of an image`,
    'what is computed of the images',
  );
}

function numbersOf(
  node: NodeAttributes,
  inputs: readonly GraphValue[],
  place: number,
): TrunkConstant {
  const value = inputs[place];
  if (value !== undefined && !value.isComputed) return value.constant;
  throw node.fault(
    value === undefined
      ? `input ${place + 1} is missing`
      : `input ${place + 1} is computed of the images`,
    'numbers that the model brings',
  );
}

/** A few whole numbers that say how an operation is done. */
function wholeNumbers(
  node: NodeAttributes,
  inputs: readonly GraphValue[],
  place: number,
): number[] {
  const { values } = numbersOf(node, inputs, place);
  if (values.length <= 16 && values.every(Number.isSafeInteger)) return [...values];
  throw node.fault(
    `input ${place + 1} is no short list of whole numbers`,
    'at most 16 whole numbers',
  );
}

const activations: Readonly<Record<string, TrunkFunction>> = {
  Relu: 'relu',
  Relu6: 'relu6',
  Elu: 'elu',
  Sigmoid: 'sigmoid',
  Tanh: 'tanh',
  LeakyRelu: 'leakyRelu',
};

/** Bias and function that the converter has put into an operation. */
function withFused(node: NodeAttributes, inputs: readonly GraphValue[], start: number): GraphValue {
  let at = start;
  let next = 2;
  for (const fused of node.texts('fused_ops')) {
    if (fused === 'BiasAdd') {
      at = combineWith(node, 'add', numbersOf(node, inputs, next++), at);
    } else if (fused === 'Prelu') {
      at = placeSlopes(node.builder, node.name, numbersOf(node, inputs, next++), at);
    } else if (Object.hasOwn(activations, fused)) {
      const of = activations[fused];
      const slope = node.number('leakyrelu_alpha', 'f', 0.2);
      at = node.builder.add(node.name, { kind: 'apply', of, slope }, [at]);
    } else {
      throw node.refused(
        'fused_ops',
        fused,
        `BiasAdd, Prelu, ${Object.keys(activations).join(', ')}`,
      );
    }
  }
  return computed(at);
}

const combineWith = (
  node: NodeAttributes,
  by: TrunkArithmetic,
  numbers: TrunkConstant,
  at: number,
  isReversed = false,
): number =>
  node.builder.add(node.name, { kind: 'combineWith', by, constant: numbers, isReversed }, [at]);

/** Rows and columns of an attribute that has one number for each axis. */
function rowsAndColumns(node: NodeAttributes, attribute: string): readonly [number, number] {
  const all = node.integers(attribute, [1, 1, 1, 1], 1, modelLimits.window);
  if (all.length === 4 && all[0] === 1 && all[3] === 1) return [all[1], all[2]];
  throw node.refused(attribute, all, '[1, rows, columns, 1]');
}

function paddingOf(node: NodeAttributes): TrunkPadding {
  const padding = node.choice('padding', ['SAME', 'VALID', 'EXPLICIT'], 'VALID');
  if (padding !== 'EXPLICIT') return padding === 'SAME' ? 'same' : 'valid';
  const all = node.integers('explicit_paddings', [], 0, modelLimits.window);
  const [, , top, bottom, left, right] = all;
  if (all.length === 8) return { top, bottom, left, right };
  throw node.refused('explicit_paddings', all, 'eight whole numbers');
}

const checkChannelsLast = (node: NodeAttributes) => node.choice('data_format', ['NHWC'], 'NHWC');

const convolve =
  (isDepthwise: boolean): PlaceNode =>
  (node, inputs) => {
    checkChannelsLast(node);
    const operation = {
      kind: 'convolve',
      filter: numbersOf(node, inputs, 1),
      strides: rowsAndColumns(node, 'strides'),
      dilations: rowsAndColumns(node, 'dilations'),
      padding: paddingOf(node),
      isDepthwise,
    } as const;
    const at = node.builder.add(node.name, operation, [imagesOf(node, inputs)]);
    return withFused(node, inputs, at);
  };

const product: PlaceNode = (node, inputs) => {
  if (node.flag('transpose_a', false)) throw node.refused('transpose_a', true, 'false');
  const matrix = numbersOf(node, inputs, 1);
  const weights = node.flag('transpose_b', false) ? transposed(node, matrix) : matrix;
  const at = node.builder.add(node.name, { kind: 'multiplyMatrix', weights }, [
    imagesOf(node, inputs),
  ]);
  return withFused(node, inputs, at);
};

function transposed(node: NodeAttributes, { shape, values }: TrunkConstant): TrunkConstant {
  const [rows, columns] = shape;
  if (shape.length !== 2) throw node.fault(`its weights are ${sidesText(shape)}`, 'a matrix');
  node.builder.fold(node.name, values.length);
  const turned = Float32Array.from(
    values,
    (_, at) => values[(at % rows) * columns + Math.floor(at / rows)],
  );
  return { shape: [columns, rows], values: turned };
}

const arithmetic =
  (by: TrunkArithmetic): PlaceNode =>
  (node, inputs) => {
    const [first, second] = inputs;
    if (first === undefined || second === undefined)
      throw node.fault('an input is missing', 'two inputs');
    if (first.isComputed && second.isComputed) {
      return computed(node.builder.add(node.name, { kind: 'combine', by }, [first.at, second.at]));
    }
    if (first.isComputed)
      return computed(combineWith(node, by, numbersOf(node, inputs, 1), first.at));
    if (second.isComputed) return computed(combineWith(node, by, first.constant, second.at, true));
    return foldArithmetic(node, by, first.constant, second.constant);
  };

const apply =
  (of: TrunkFunction): PlaceNode =>
  (node, inputs) => {
    const [first] = inputs;
    if (first !== undefined && !first.isComputed) return foldFunction(node, of, first.constant);
    const slope = node.number('alpha', 'f', 0.2);
    return computed(
      node.builder.add(node.name, { kind: 'apply', of, slope }, [imagesOf(node, inputs)]),
    );
  };

const slopes: PlaceNode = (node, inputs) =>
  computed(
    placeSlopes(node.builder, node.name, numbersOf(node, inputs, 1), imagesOf(node, inputs)),
  );

const sum: PlaceNode = (node, inputs) => {
  const add = arithmetic('add');
  const [first, ...others] = inputs;
  if (first === undefined) throw node.fault('its inputs are missing', 'one or more');
  return others.reduce((total, other) => add(node, [total, other]), first);
};

/** |x| = max(x, −x). */
const magnitude: PlaceNode = (node, inputs) => {
  const at = imagesOf(node, inputs);
  const negative = node.builder.add(node.name, { kind: 'apply', of: 'negative' }, [at]);
  const operation = { kind: 'combine', by: 'maximum' } as const;
  return computed(node.builder.add(node.name, operation, [at, negative]));
};

const norm: PlaceNode = (node, inputs) => {
  checkChannelsLast(node);
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((place) => numbersOf(node, inputs, place));
  const at = imagesOf(node, inputs);
  const channels = node.builder.shapeOf(at).at(-1);
  for (const one of [gamma, beta, mean, variance]) {
    if (one.shape.length === 1 && one.shape[0] === channels) continue;
    throw node.fault(
      `it has ${sidesText(one.shape)} for ${channels} channels`,
      'one number a channel',
    );
  }
  const epsilon = node.number('epsilon', 'f', 1e-4);
  const { scale, offset } = normScale({ mean, variance, gamma, beta, epsilon });
  return computed(combineWith(node, 'add', offset, combineWith(node, 'multiply', scale, at)));
};

const pool =
  (of: 'maximum' | 'mean'): PlaceNode =>
  (node, inputs) => {
    checkChannelsLast(node);
    const window = rowsAndColumns(node, 'ksize');
    const strides = rowsAndColumns(node, 'strides');
    const padding =
      node.choice('padding', ['SAME', 'VALID'], 'VALID') === 'SAME' ? 'same' : 'valid';
    const operation = { kind: 'pool', of, window, strides, padding } as const;
    return computed(node.builder.add(node.name, operation, [imagesOf(node, inputs)]));
  };

const reduce =
  (of: 'maximum' | 'mean'): PlaceNode =>
  (node, inputs) => {
    const at = imagesOf(node, inputs);
    const rank = node.builder.shapeOf(at).length + 1;
    const axes = wholeNumbers(node, inputs, 1).map((axis) => (axis < 0 ? axis + rank : axis));
    if (rank !== 4 || axes.sort().join() !== '1,2') {
      throw node.fault(
        `it goes over axes ${axes.join(', ')} of ${rank}`,
        'rows and columns, axes 1 and 2 of 4',
      );
    }
    const reduced = node.builder.add(node.name, { kind: 'reduce', of }, [at]);
    const [channels] = node.builder.shapeOf(reduced);
    if (!node.flag('keep_dims', false)) return computed(reduced);
    return computed(node.builder.reshape(node.name, reduced, [1, 1, channels]));
  };

const surround: PlaceNode = (node, inputs) => {
  const margins = wholeNumbers(node, inputs, 1);
  const [above, below, top, bottom, left, right, before, after] = margins;
  const isWithinImages = margins.length === 8 && above === 0 && below === 0;
  if (!isWithinImages || margins.some((side) => side < 0 || side > modelLimits.window)) {
    throw node.fault(
      `it adds ${margins.join(', ')}`,
      `up to ${modelLimits.window} rows, columns and channels at each side, and no images`,
    );
  }
  const value = inputs.length > 2 ? numbersOf(node, inputs, 2).values[0] : 0;
  const by = { top, bottom, left, right };
  const operation = { kind: 'surround', by, channels: [before, after], value } as const;
  return computed(node.builder.add(node.name, operation, [imagesOf(node, inputs)]));
};

const reshape: PlaceNode = (node, inputs) => {
  const [first] = inputs;
  const asked = wholeNumbers(node, inputs, 1);
  if (first !== undefined && !first.isComputed) {
    const shape = pick(node, asked, sidesProduct(first.constant.shape));
    return { ...first, constant: { ...first.constant, shape } };
  }
  const at = imagesOf(node, inputs);
  const all = sidesProduct(node.builder.shapeOf(at));
  const [images, ...shape] = asked;
  if (images !== -1 && images !== 1) {
    throw node.fault(`it asks for ${images} images at once`, 'any number of images: −1 first');
  }
  return computed(node.builder.reshape(node.name, at, pick(node, shape, all)));
};

const squeeze: PlaceNode = (node, inputs) => {
  const at = imagesOf(node, inputs);
  const shape = node.builder.shapeOf(at);
  const rank = shape.length + 1;
  const asked = node.integers('squeeze_dims', [], -rank, rank - 1);
  const axes = asked.map((axis) => (axis < 0 ? axis + rank : axis) - 1);
  const isLeft = (side: number, axis: number) =>
    axes.length === 0 ? side !== 1 : !axes.includes(axis);
  return computed(node.builder.reshape(node.name, at, shape.filter(isLeft)));
};

const concatenate: PlaceNode = (node, inputs) => {
  const parts = inputs.slice(0, -1);
  const [axis = 0] = wholeNumbers(node, inputs, inputs.length - 1);
  if (parts.every((part) => !part.isComputed)) {
    const values = parts.flatMap((_, place) => wholeNumbers(node, inputs, place));
    return constant([values.length], values);
  }
  const places = parts.map((_, place) => imagesOf(node, inputs, place));
  const rank = node.builder.shapeOf(places[0]).length + 1;
  const along = (axis < 0 ? axis + rank : axis) - 1;
  return computed(node.builder.add(node.name, { kind: 'concatenate', axis: along }, places));
};

/** The shape of what arrives; how many images there are is not known, and stands as −1. */
const shapeOf: PlaceNode = (node, inputs) => {
  const shape = [-1, ...node.builder.shapeOf(imagesOf(node, inputs))];
  return constant([shape.length], shape);
};

const slice: PlaceNode = (node, inputs) => {
  const values = wholeNumbers(node, inputs, 0);
  const [begin = 0] = wholeNumbers(node, inputs, 1);
  const [end = 0] = wholeNumbers(node, inputs, 2);
  const [step = 1] = wholeNumbers(node, inputs, 3);
  if (step !== 1) throw node.fault(`it takes every ${step}th`, 'each one');
  const from = node.number('begin_mask', 'i', 0) & 1 ? 0 : begin;
  const to = node.number('end_mask', 'i', 0) & 1 ? values.length : end;
  const taken = values.slice(from, to);
  const isOne = (node.number('shrink_axis_mask', 'i', 0) & 1) === 1;
  return isOne ? constant([], [values.at(from) ?? 0]) : constant([taken.length], taken);
};

const pack: PlaceNode = (node, inputs) => {
  const values = inputs.flatMap((_, place) => wholeNumbers(node, inputs, place));
  return constant([values.length], values);
};

const same: PlaceNode = (node, inputs) => {
  const [first] = inputs;
  if (first !== undefined) return first;
  throw node.fault('its input is missing', 'one input');
};

export const graphOperations: Readonly<Record<string, PlaceNode>> = {
  Abs: magnitude,
  Add: arithmetic('add'),
  AddN: sum,
  AddV2: arithmetic('add'),
  AvgPool: pool('mean'),
  BiasAdd: arithmetic('add'),
  Cast: same,
  ConcatV2: concatenate,
  Conv2D: convolve(false),
  DepthwiseConv2dNative: convolve(true),
  Div: arithmetic('divide'),
  Elu: apply('elu'),
  Exp: apply('exp'),
  FusedBatchNorm: norm,
  FusedBatchNormV2: norm,
  FusedBatchNormV3: norm,
  FusedDepthwiseConv2dNative: convolve(true),
  Identity: same,
  LeakyRelu: apply('leakyRelu'),
  MatMul: product,
  Max: reduce('maximum'),
  MaxPool: pool('maximum'),
  Maximum: arithmetic('maximum'),
  Mean: reduce('mean'),
  Minimum: arithmetic('minimum'),
  Mul: arithmetic('multiply'),
  Neg: apply('negative'),
  Pack: pack,
  Pad: surround,
  PadV2: surround,
  Prelu: slopes,
  RealDiv: arithmetic('divide'),
  Relu: apply('relu'),
  Relu6: apply('relu6'),
  Reshape: reshape,
  Rsqrt: apply('rsqrt'),
  Selu: apply('selu'),
  Shape: shapeOf,
  Sigmoid: apply('sigmoid'),
  Softmax: apply('softmax'),
  Softplus: apply('softplus'),
  Sqrt: apply('sqrt'),
  Square: apply('square'),
  Squeeze: squeeze,
  StopGradient: same,
  StridedSlice: slice,
  Sub: arithmetic('subtract'),
  Tanh: apply('tanh'),
  _FusedConv2D: convolve(false),
  _FusedMatMul: product,
};
