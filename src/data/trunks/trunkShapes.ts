/** What each operation puts out for one image. Nothing is computed; a fault is text for people. */
import { modelLimits } from './modelLimits.ts';
import type { TrunkNode, TrunkOperation, TrunkPadding } from './trunk.ts';

/** Why an operation cannot be, and what could. */
export class ShapeFault extends Error {
  override readonly name = 'ShapeFault';
  constructor(
    readonly found: string,
    readonly allowed: string,
  ) {
    super(found);
  }
}

type Shape = readonly number[];

export const sidesProduct = (shape: Shape): number =>
  shape.reduce((product, side) => product * side, 1);

export const sidesText = (shape: Shape): string =>
  shape.length === 0 ? 'one number' : shape.join(' × ');

/** The shape of what an operation puts out. @throws ShapeFault */
export function shapeAfter(operation: TrunkOperation, inputs: readonly Shape[]): Shape {
  const [first, second] = inputs;
  switch (operation.kind) {
    case 'convolve':
      return afterConvolution(operation, first);
    case 'multiplyMatrix':
      return afterProduct(operation.weights.shape, first);
    case 'combine':
      // The device would take the images for the axis that one of them lacks.
      if (first.length === second.length) return broadcast(first, second);
      throw unlike(first, second, 'as many axes in both, with lengths that are alike, or 1');
    case 'combineWith':
      return broadcast(first, withoutOnes(operation.constant.shape, first.length));
    case 'pool': {
      const { window, strides, padding } = operation;
      const [height, width, channels] = ofImage(first);
      const rows = sideAfter(height, window[0], strides[0], 1, padding, 'top');
      return [rows, sideAfter(width, window[1], strides[1], 1, padding, 'left'), channels];
    }
    case 'reduce':
      return [ofImage(first)[2]];
    case 'surround': {
      const { top, bottom, left, right } = operation.by;
      const [before, after] = operation.channels;
      const [height, width, channels] = ofImage(first);
      return [height + top + bottom, width + left + right, channels + before + after];
    }
    case 'concatenate':
      return joined(inputs, operation.axis);
    default:
      return first;
  }
}

/** Multiply-adds that a node takes for one image. */
export function productsOf({ operation, shape }: TrunkNode): number {
  switch (operation.kind) {
    case 'convolve': {
      const [rows, columns, channels] = operation.filter.shape;
      return sidesProduct(shape) * rows * columns * (operation.isDepthwise ? 1 : channels);
    }
    case 'multiplyMatrix':
      return sidesProduct(operation.weights.shape);
    case 'pool':
      return sidesProduct(shape) * operation.window[0] * operation.window[1];
    default:
      return sidesProduct(shape);
  }
}

function ofImage(shape: Shape): Shape {
  if (shape.length === 3) return shape;
  throw new ShapeFault(
    `it takes ${sidesText(shape)}`,
    'height × width × channels of an image, channels last',
  );
}

function afterConvolution(
  operation: Extract<TrunkOperation, { kind: 'convolve' }>,
  input: Shape,
): Shape {
  const [height, width, channels] = ofImage(input);
  const { filter, strides, dilations, padding, isDepthwise } = operation;
  if (filter.shape.length !== 4) {
    throw new ShapeFault(`its filter is ${sidesText(filter.shape)}`, 'a filter of 4 axes');
  }
  const [rows, columns, inputs, outputs] = filter.shape;
  if (inputs !== channels) {
    throw new ShapeFault(
      `its filter is for ${inputs} channels, and ${channels} arrive`,
      'a filter of as many channels as arrive; no groups',
    );
  }
  if (Math.max(...strides) > 1 && Math.max(...dilations) > 1) {
    throw new ShapeFault(
      `it has strides of ${sidesText(strides)} and dilations of ${sidesText(dilations)}`,
      'strides of 1, or dilations of 1',
    );
  }
  return [
    sideAfter(height, rows, strides[0], dilations[0], padding, 'top'),
    sideAfter(width, columns, strides[1], dilations[1], padding, 'left'),
    isDepthwise ? channels * outputs : outputs,
  ];
}

function sideAfter(
  side: number,
  window: number,
  stride: number,
  dilation: number,
  padding: TrunkPadding,
  from: 'top' | 'left',
): number {
  if (padding === 'same') return Math.ceil(side / stride);
  const around = padding === 'valid' ? 0 : marginOf(padding, from);
  const reach = (window - 1) * dilation + 1;
  const after = Math.floor((side + around - reach) / stride) + 1;
  if (after >= 1) return after;
  throw new ShapeFault(
    `its window reaches over ${reach} pixels, and ${side + around} arrive`,
    'windows that find a place in what arrives',
  );
}

const marginOf = (padding: Exclude<TrunkPadding, string>, from: 'top' | 'left') =>
  from === 'top' ? padding.top + padding.bottom : padding.left + padding.right;

function afterProduct(weights: Shape, input: Shape): Shape {
  const length = input.at(-1);
  if (weights.length === 2 && weights[0] === length) return [...input.slice(0, -1), weights[1]];
  throw new ShapeFault(
    `its weights are ${sidesText(weights)}, and ${sidesText(input)} arrives`,
    'weights of as many rows as values arrive',
  );
}

/** A constant's shape against one image: an axis of 1 in the batch's place is no axis of the image. */
function withoutOnes(shape: Shape, rank: number): Shape {
  return shape.length === rank + 1 && shape[0] === 1 ? shape.slice(1) : shape;
}

function broadcast(one: Shape, other: Shape): Shape {
  const rank = Math.max(one.length, other.length);
  const at = (shape: Shape, axis: number) => shape[axis - (rank - shape.length)] ?? 1;
  const shape = Array.from({ length: rank }, (_, axis) => {
    const [a, b] = [at(one, axis), at(other, axis)];
    return a === 1 ? b : b === 1 || a === b ? a : Number.NaN;
  });
  if (other.length <= one.length && shape.every((side) => !Number.isNaN(side))) return shape;
  throw unlike(one, other, 'lengths that are alike, or 1');
}

const unlike = (one: Shape, other: Shape, allowed: string) =>
  new ShapeFault(`${sidesText(one)} and ${sidesText(other)} do not go together`, allowed);

function joined(inputs: readonly Shape[], axis: number): Shape {
  const [first, ...others] = inputs;
  const isAlike = others.every(
    (shape) =>
      shape.length === first.length && shape.every((side, at) => at === axis || side === first[at]),
  );
  if (isAlike && axis >= 0 && axis < first.length) {
    return first.map((side, at) =>
      at === axis ? inputs.reduce((sum, shape) => sum + shape[axis], 0) : side,
    );
  }
  throw new ShapeFault(
    `it joins ${inputs.map(sidesText).slice(0, 4).join(', ')} along axis ${axis + 1}`,
    'shapes that differ along that axis alone, which is not that of the images',
  );
}

/** @throws ShapeFault where a shape has too many values, or none. */
export function checkValues(shape: Shape): void {
  const values = sidesProduct(shape);
  if (values >= 1 && values <= modelLimits.values && shape.length <= modelLimits.rank) return;
  throw new ShapeFault(
    `it puts out ${sidesText(shape)} for one image`,
    `1 to ${modelLimits.values} values, in at most ${modelLimits.rank} axes`,
  );
}
