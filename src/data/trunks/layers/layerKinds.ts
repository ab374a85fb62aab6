/** The layers that a layers model may have, by their class. What is not in this list is refused. */

import { modelLimits } from '../modelLimits.ts';
import { normScale } from '../normScale.ts';
import { placeSlopes } from '../placeSlopes.ts';
import type { TrunkArithmetic, TrunkConstant } from '../trunk.ts';
import { activated } from './activations.ts';
import type { LayerSettings } from './layerSettings.ts';

/** Puts a layer into the trunk. @returns the place of what it puts out. */
type PlaceLayer = (layer: LayerSettings, inputs: readonly number[]) => number;

const one: readonly [number, number] = [1, 1];
const two: readonly [number, number] = [2, 2];

/** What a layer adds where it has a bias, and its activation. */
function finished(layer: LayerSettings, at: number): number {
  const outputs = layer.builder.shapeOf(at).at(-1) ?? 1;
  const biased = layer.flag('use_bias', true)
    ? combinedWith(layer, 'add', layer.weight('bias', [outputs]), at)
    : at;
  return activated(layer, 'activation', biased);
}

const combinedWith = (
  layer: LayerSettings,
  by: TrunkArithmetic,
  constant: TrunkConstant,
  at: number,
): number =>
  layer.builder.add(layer.name, { kind: 'combineWith', by, constant, isReversed: false }, [at]);

function convolved(layer: LayerSettings, at: number, weight: string, isDepthwise: boolean): number {
  layer.checkChannelsLast();
  if (layer.number('groups', 1) !== 1) throw layer.refused('groups', layer.value('groups'), '1');
  const padding = layer.choice('padding', ['same', 'valid'], 'valid');
  const strides = layer.pair('strides', one);
  const dilations = layer.pair('dilation_rate', one);
  const filter = layer.weight(weight);
  const operation = { kind: 'convolve', filter, strides, dilations, padding, isDepthwise } as const;
  return layer.builder.add(layer.name, operation, [at]);
}

const convolution2d: PlaceLayer = (layer, [at]) =>
  finished(layer, convolved(layer, at, 'kernel', false));

const depthwise2d: PlaceLayer = (layer, [at]) =>
  finished(layer, convolved(layer, at, 'depthwise_kernel', true));

const separable2d: PlaceLayer = (layer, [at]) => {
  const depthwise = convolved(layer, at, 'depthwise_kernel', true);
  const filter = layer.weight('pointwise_kernel');
  const window = { strides: one, dilations: one, padding: 'valid' } as const;
  const operation = { kind: 'convolve', filter, ...window, isDepthwise: false } as const;
  return finished(layer, layer.builder.add(layer.name, operation, [depthwise]));
};

const fullyConnected: PlaceLayer = (layer, [at]) => {
  const operation = { kind: 'multiplyMatrix', weights: layer.weight('kernel') } as const;
  return finished(layer, layer.builder.add(layer.name, operation, [at]));
};

const batchNorm: PlaceLayer = (layer, [at]) => {
  const shape = layer.builder.shapeOf(at);
  const axis = layer.value('axis') ?? -1;
  const last = Array.isArray(axis) ? axis[0] : axis;
  if (last !== -1 && last !== shape.length) throw layer.refused('axis', axis, 'the last axis');
  const channels = [shape.at(-1) ?? 1];
  const { scale, offset } = normScale({
    mean: layer.weight('moving_mean', channels),
    variance: layer.weight('moving_variance', channels),
    gamma: layer.flag('scale', true) ? layer.weight('gamma', channels) : null,
    beta: layer.flag('center', true) ? layer.weight('beta', channels) : null,
    epsilon: layer.number('epsilon', 1e-3, 0),
  });
  return combinedWith(layer, 'add', offset, combinedWith(layer, 'multiply', scale, at));
};

const rectified: PlaceLayer = (layer, [at]) => {
  const most = layer.value('max_value') ?? null;
  const slope = layer.number('negative_slope', 0, 0);
  if (layer.number('threshold', 0) !== 0) {
    throw layer.refused('threshold', layer.value('threshold'), '0');
  }
  if (most !== null && (most !== 6 || slope !== 0)) {
    throw layer.refused('max_value', most, '6, or none; and no slope with it');
  }
  if (most === 6) return layer.builder.add(layer.name, { kind: 'apply', of: 'relu6' }, [at]);
  const of = slope === 0 ? 'relu' : 'leakyRelu';
  return layer.builder.add(layer.name, { kind: 'apply', of, slope }, [at]);
};

const leaky: PlaceLayer = (layer, [at]) => {
  const setting = layer.value('negative_slope') === undefined ? 'alpha' : 'negative_slope';
  const slope = layer.number(setting, 0.3, 0);
  return layer.builder.add(layer.name, { kind: 'apply', of: 'leakyRelu', slope }, [at]);
};

const learnedSlopes: PlaceLayer = (layer, [at]) =>
  placeSlopes(layer.builder, layer.name, layer.weight('alpha'), at);

const softmax: PlaceLayer = (layer, [at]) => {
  const axis = layer.number('axis', -1);
  if (axis !== -1 && axis !== layer.builder.shapeOf(at).length) {
    throw layer.refused('axis', axis, 'the last axis');
  }
  return layer.builder.add(layer.name, { kind: 'apply', of: 'softmax' }, [at]);
};

const exponential: PlaceLayer = (layer, [at]) => {
  const slope = layer.number('alpha', 1);
  if (slope !== 1) throw layer.refused('alpha', slope, '1');
  return layer.builder.add(layer.name, { kind: 'apply', of: 'elu' }, [at]);
};

const pooled =
  (of: 'maximum' | 'mean'): PlaceLayer =>
  (layer, [at]) => {
    layer.checkChannelsLast();
    const window = layer.pair('pool_size', two);
    const padding = layer.choice('padding', ['same', 'valid'], 'valid');
    const strides = layer.pair('strides', window);
    return layer.builder.add(layer.name, { kind: 'pool', of, window, strides, padding }, [at]);
  };

const reduced =
  (of: 'maximum' | 'mean'): PlaceLayer =>
  (layer, [at]) => {
    layer.checkChannelsLast();
    const mean = layer.builder.add(layer.name, { kind: 'reduce', of }, [at]);
    const [channels] = layer.builder.shapeOf(mean);
    const keeps = layer.flag('keepdims', layer.flag('keep_dims', false));
    return keeps ? layer.builder.reshape(layer.name, mean, [1, 1, channels]) : mean;
  };

const surrounded: PlaceLayer = (layer, [at]) => {
  layer.checkChannelsLast();
  const value = layer.value('padding') ?? 1;
  const sides = Array.isArray(value) ? value : [value, value];
  const [[top, bottom], [left, right]] = [0, 1].map((axis) => {
    const side: unknown = sides[axis];
    return Array.isArray(side) ? side : [side, side];
  });
  const isMargin = (side: unknown) =>
    Number.isSafeInteger(side) && Number(side) >= 0 && Number(side) <= modelLimits.window;
  if (sides.length !== 2 || ![top, bottom, left, right].every(isMargin)) {
    throw layer.refused(
      'padding',
      value,
      `whole numbers from 0 to ${modelLimits.window} for each side`,
    );
  }
  const by = { top, bottom, left, right };
  return layer.builder.add(layer.name, { kind: 'surround', by, channels: [0, 0], value: 0 }, [at]);
};

const flattened: PlaceLayer = (layer, [at]) => {
  layer.checkChannelsLast();
  const shape = layer.builder.shapeOf(at);
  return layer.builder.reshape(layer.name, at, [shape.reduce((all, side) => all * side, 1)]);
};

const reshaped: PlaceLayer = (layer, [at]) => {
  const asked = layer.value('target_shape');
  const isShape =
    Array.isArray(asked) &&
    asked.length > 0 &&
    asked.every((side) => Number.isSafeInteger(side) && side >= -1);
  if (!isShape) throw layer.refused('target_shape', asked, 'a list of whole numbers');
  const all = layer.builder.shapeOf(at).reduce((product, side) => product * side, 1);
  const known = asked.reduce((product, side) => product * (side === -1 ? 1 : side), 1);
  const shape = asked.map((side) => (side === -1 ? all / known : side));
  return layer.builder.reshape(layer.name, at, shape);
};

/** Two or more of one shape, value by value, one after another. */
const combined =
  (by: TrunkArithmetic): PlaceLayer =>
  (layer, [first, ...others]) =>
    others.reduce(
      (sum, other) => layer.builder.add(layer.name, { kind: 'combine', by }, [sum, other]),
      first,
    );

const concatenated: PlaceLayer = (layer, inputs) => {
  const rank = layer.builder.shapeOf(inputs[0]).length;
  const asked = layer.number('axis', -1);
  const axis = asked === -1 ? rank - 1 : asked - 1;
  return layer.builder.add(layer.name, { kind: 'concatenate', axis }, inputs);
};

const rescaled: PlaceLayer = (layer, [at]) => {
  const number = (value: number) => ({ shape: [1], values: Float32Array.of(value) });
  const scaled = combinedWith(layer, 'multiply', number(layer.number('scale', 1)), at);
  return combinedWith(layer, 'add', number(layer.number('offset', 0)), scaled);
};

const same: PlaceLayer = (_, [at]) => at;

export const layerKinds: Readonly<Record<string, PlaceLayer>> = {
  Activation: (layer, [at]) => activated(layer, 'activation', at),
  ActivityRegularization: same,
  Add: combined('add'),
  AlphaDropout: same,
  AveragePooling2D: pooled('mean'),
  BatchNormalization: batchNorm,
  BatchNormalizationV1: batchNorm,
  Concatenate: concatenated,
  Conv2D: convolution2d,
  Dense: fullyConnected,
  DepthwiseConv2D: depthwise2d,
  Dropout: same,
  ELU: exponential,
  Flatten: flattened,
  GaussianDropout: same,
  GaussianNoise: same,
  GlobalAveragePooling2D: reduced('mean'),
  GlobalMaxPooling2D: reduced('maximum'),
  LeakyReLU: leaky,
  MaxPooling2D: pooled('maximum'),
  Maximum: combined('maximum'),
  Minimum: combined('minimum'),
  Multiply: combined('multiply'),
  PReLU: learnedSlopes,
  ReLU: rectified,
  Rescaling: rescaled,
  Reshape: reshaped,
  SeparableConv2D: separable2d,
  Softmax: softmax,
  SpatialDropout2D: same,
  ZeroPadding2D: surrounded,
};
