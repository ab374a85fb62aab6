/**
 * The layers as their definitions read, in double precision and without any thought of speed: the
 * slow twins that the kernels are compared with. Gradients come from central differences.
 */

import { normEpsilon } from '../../../spec/networks/layerDescription.ts';
import { type PoolWindow, type Window, windowsAlong } from '../../../spec/networks/windows.ts';
import type { Targets } from '../kernels/targets.ts';

/** A tensor in double precision. */
export interface Exact {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

export function exact({
  shape,
  values,
}: {
  shape: readonly number[];
  values: Float32Array;
}): Exact {
  return { shape, values: Float64Array.from(values) };
}

/** A tensor whose values follow from their indices. */
export function build(shape: readonly number[], value: (...index: number[]) => number): Exact {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = new Float64Array(size);
  const index = shape.map(() => 0);
  for (let position = 0; position < size; position++) {
    values[position] = value(...index);
    let axis = shape.length - 1;
    while (axis >= 0 && ++index[axis] === shape[axis]) index[axis--] = 0;
  }
  return { shape, values };
}

/** The value at an index; 0 outside of the tensor. */
export function at({ shape, values }: Exact, ...index: number[]): number {
  let position = 0;
  for (const [axis, length] of shape.entries()) {
    if (index[axis] < 0 || index[axis] >= length) return 0;
    position = position * length + index[axis];
  }
  return values[position];
}

function sumOver(count: number, term: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += term(index);
  return sum;
}

export function relu({ shape, values }: Exact): Exact {
  return { shape, values: values.map((value) => Math.max(0, value)) };
}

export function dense(x: Exact, weights: Exact, bias: Exact): Exact {
  const [inputs, units] = weights.shape;
  return build(
    [x.shape[0], units],
    (image, unit) =>
      bias.values[unit] + sumOver(inputs, (k) => at(x, image, k) * at(weights, k, unit)),
  );
}

export function convolution(x: Exact, filter: Exact, steps: Omit<Window, 'size'>): Exact {
  const [batch, height, width] = x.shape;
  const [size, , channels, outputs] = filter.shape;
  const { stride, padding } = steps;
  const along = (length: number) => windowsAlong({ ...steps, size }, length);
  return build([batch, along(height), along(width), outputs], (image, y, column, output) => {
    let sum = 0;
    for (let tap = 0; tap < size * size; tap++) {
      const line = y * stride + Math.floor(tap / size) - padding;
      const place = column * stride + (tap % size) - padding;
      if (line < 0 || line >= height || place < 0 || place >= width) continue;
      // Without `at`: differences ask for a convolution for each number that they move.
      const pixel = ((image * height + line) * width + place) * channels;
      for (let c = 0; c < channels; c++) {
        sum += x.values[pixel + c] * filter.values[(tap * channels + c) * outputs + output];
      }
    }
    return sum;
  });
}

/** Lines or columns of the padded image that a window along a side has. */
function seenBy({ size, stride, padding }: PoolWindow, window: number, length: number): number[] {
  const first = window * stride - padding;
  const places = Array.from({ length: size }, (_, step) => first + step);
  return places.filter((place) => place < length + padding);
}

function pooled(x: Exact, window: PoolWindow, value: (...index: number[]) => number): Exact {
  const [batch, height, width, channels] = x.shape;
  return build([batch, windowsAlong(window, height), windowsAlong(window, width), channels], value);
}

/** The first maximum of a window, row by row, and its place. */
function windowMaximum(x: Exact, window: PoolWindow, index: readonly number[]) {
  const [image, y, column, c] = index;
  const [, height, width] = x.shape;
  let best = { value: -Infinity, y: 0, column: 0 };
  for (const line of seenBy(window, y, height)) {
    for (const place of seenBy(window, column, width)) {
      const isInside = line >= 0 && line < height && place >= 0 && place < width;
      const value = isInside ? at(x, image, line, place, c) : -Infinity;
      if (value > best.value) best = { value, y: line, column: place };
    }
  }
  return best;
}

export function maxPool(x: Exact, window: PoolWindow): Exact {
  return pooled(x, window, (...index) => windowMaximum(x, window, index).value);
}

export function maxPoolGradient(dy: Exact, x: Exact, window: PoolWindow): Exact {
  const gradient = build(x.shape, () => 0);
  const [, height, width, channels] = x.shape;
  // Called for each value of dy; what it puts together is not looked at.
  build(dy.shape, (...index) => {
    const best = windowMaximum(x, window, index);
    const pixel = (index[0] * height + best.y) * width + best.column;
    gradient.values[pixel * channels + index[3]] += at(dy, ...index);
    return 0;
  });
  return gradient;
}

/** Mean of each window: zeros of the padding count, what lies beyond them does not. */
export function meanPool(x: Exact, window: PoolWindow): Exact {
  const [, height, width] = x.shape;
  return pooled(x, window, (image, y, column, c) => {
    const [lines, places] = [seenBy(window, y, height), seenBy(window, column, width)];
    const values = lines.flatMap((line) => places.map((place) => at(x, image, line, place, c)));
    return sumOver(values.length, (index) => values[index]) / values.length;
  });
}

/** The channels of a, then those of b. */
export function concatenate(a: Exact, b: Exact): Exact {
  const first = a.shape[3];
  return build([...a.shape.slice(0, -1), first + b.shape[3]], (image, y, column, c) =>
    c < first ? at(a, image, y, column, c) : at(b, image, y, column, c - first),
  );
}

export function averagePool(x: Exact): Exact {
  const [batch, height, width, channels] = x.shape;
  const pixels = height * width;
  return build(
    [batch, channels],
    (image, c) =>
      sumOver(pixels, (p) => at(x, image, Math.floor(p / width), p % width, c)) / pixels,
  );
}

export function batchNorm(x: Exact, scale: Exact, offset: Exact): Exact {
  const channels = scale.values.length;
  const ofChannel = Array.from({ length: channels }, (_, c) =>
    x.values.filter((_value, position) => position % channels === c),
  );
  const means = ofChannel.map((values) => sumOver(values.length, (i) => values[i]) / values.length);
  const variances = ofChannel.map(
    (values, c) => sumOver(values.length, (i) => (values[i] - means[c]) ** 2) / values.length,
  );
  const values = x.values.map((value, position) => {
    const c = position % channels;
    const standard = (value - means[c]) / Math.sqrt(variances[c] + normEpsilon);
    return standard * scale.values[c] + offset.values[c];
  });
  return { shape: x.shape, values };
}

/** Every stride-th pixel, then channels of zeros. */
export function shortcut(x: Exact, channels: number, stride: number): Exact {
  const [batch, height, width] = x.shape;
  const shape = [batch, Math.ceil(height / stride), Math.ceil(width / stride), channels];
  return build(shape, (image, y, column, c) => at(x, image, stride * y, stride * column, c));
}

export function softmax(logits: Exact): Exact {
  const [images, classes] = logits.shape;
  const largest = logits.values.reduce((most, value) => Math.max(most, value), -Infinity);
  const powers = { ...logits, values: logits.values.map((value) => Math.exp(value - largest)) };
  const sums = Array.from({ length: images }, (_, image) =>
    sumOver(classes, (j) => at(powers, image, j)),
  );
  return build(logits.shape, (image, l) => at(powers, image, l) / sums[image]);
}

/** The objective as docs/methods.md writes it, and the share of wrong classes' ln p under the floor. */
export function objective(logits: Exact, { labels, right, wrong }: Targets) {
  const [count, classes] = logits.shape;
  const floor = Math.log(1e-7);
  const probabilities = softmax(logits);
  let [loss, clamped] = [0, 0];
  for (let image = 0; image < count; image++) {
    for (let l = 0; l < classes; l++) {
      const log = Math.log(at(probabilities, image, l));
      if (l === labels[image]) loss -= right[image] * log;
      else if (wrong !== null) {
        loss += wrong[l] * Math.max(log, floor);
        if (log < floor) clamped += 1;
      }
    }
  }
  return { loss, clamped: clamped / (count * (classes - 1)) };
}

/** Σ a·b. */
export function dot(a: Exact, b: Exact): number {
  return sumOver(a.values.length, (index) => a.values[index] * b.values[index]);
}

/** Derivative of a function by some of a tensor's values (all where it has up to 40). */
export function derivativesAt(
  x: Exact,
  value: (moved: Exact) => number,
): readonly { readonly position: number; readonly derivative: number }[] {
  const stride = Math.max(1, Math.floor(x.values.length / 40));
  const step = 1e-4;
  const moved = (position: number, by: number) => ({
    ...x,
    values: x.values.with(position, x.values[position] + by),
  });
  const positions = Array.from(
    { length: Math.ceil(x.values.length / stride) },
    (_, i) => i * stride,
  );
  return positions.map((position) => {
    const difference = value(moved(position, step)) - value(moved(position, -step));
    return { position, derivative: difference / (2 * step) };
  });
}

type OwnTargets = Pick<Targets, 'labels' | 'right'>;

/** Σ_i a_i of a loss of each image's probabilities, as the objectives of single networks are written. */
function overImages(
  logits: Exact,
  { labels, right }: OwnTargets,
  lossOf: (p: (k: number) => number, label: number) => number,
): number {
  const probabilities = softmax(logits);
  return sumOver(labels.length, (image) => {
    return right[image] * lossOf((k) => at(probabilities, image, k), labels[image]);
  });
}

/** −Σ a (1 − p_y)^γ ln p_y. */
export function focal(logits: Exact, targets: OwnTargets, focusing: number): number {
  return overImages(logits, targets, (p, y) => -((1 - p(y)) ** focusing) * Math.log(p(y)));
}

/** q after a step of the robust objective, and the loss for it. */
export function robust(
  logits: Exact,
  targets: OwnTargets,
  classWeights: readonly number[],
  rate: number,
) {
  const losses = classWeights.map((_, l) =>
    overImages(logits, targets, (p, y) => (y === l ? -Math.log(p(y)) : 0)),
  );
  const raised = classWeights.map((q, l) => q * Math.exp(rate * losses[l]));
  const sum = raised.reduce((partial, value) => partial + value, 0);
  const next = raised.map((value) => value / sum);
  return { next, losses, loss: next.reduce((partial, q, l) => partial + q * losses[l], 0) };
}

/** −Σ a Σ_l λ_l ln (P_l / P_{l−1}) over the path of the own class, P of the root being 1. */
export function hierarchical(
  logits: Exact,
  targets: OwnTargets,
  groups: readonly (readonly number[])[],
  weights: readonly number[],
): number {
  const classes = logits.shape[1];
  return overImages(logits, targets, (p, y) => {
    let [above, loss] = [1, 0];
    for (const [level, weight] of weights.entries()) {
      const inGroup = (k: number) =>
        groups[level] ? groups[level][k] === groups[level][y] : k === y;
      const mass = sumOver(classes, (k) => (inGroup(k) ? p(k) : 0));
      loss -= weight * Math.log(mass / above);
      above = mass;
    }
    return loss;
  });
}

/** −Σ a Σ_k t(y, k) ln p_k. */
export function softLabelled(
  logits: Exact,
  targets: OwnTargets,
  labelOf: (y: number, k: number) => number,
): number {
  const classes = logits.shape[1];
  return overImages(logits, targets, (p, y) =>
    sumOver(classes, (k) => -labelOf(y, k) * Math.log(p(k))),
  );
}
