/**
 * The layers as their definitions read, in double precision and without any thought of speed: the
 * slow twins that the kernels are compared with. Gradients come from central differences.
 */
import { normEpsilon, type Stride } from '../kernels/kernels.ts';
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
  const values = Float64Array.from({ length: size }, (_, position) => {
    const index: number[] = [];
    let rest = position;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index.unshift(rest % shape[axis]);
      rest = Math.floor(rest / shape[axis]);
    }
    return value(...index);
  });
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

export function convolution(x: Exact, filter: Exact, stride: Stride): Exact {
  const [batch, height, width] = x.shape;
  const [, , channels, outputs] = filter.shape;
  const shape = [batch, Math.ceil(height / stride), Math.ceil(width / stride), outputs];
  return build(shape, (image, y, column, output) =>
    sumOver(9 * channels, (index) => {
      const [tap, c] = [Math.floor(index / channels), index % channels];
      const [down, right] = [Math.floor(tap / 3), tap % 3];
      const pixel = at(x, image, y * stride + down - 1, column * stride + right - 1, c);
      return pixel * at(filter, down, right, c, output);
    }),
  );
}

/** Index of the first maximum of each window of 2 × 2. */
function windowMaxima(x: Exact, image: number, y: number, column: number, c: number) {
  let best = { value: -Infinity, y: 0, column: 0 };
  for (let line = 2 * y; line < Math.min(2 * y + 2, x.shape[1]); line++) {
    for (let place = 2 * column; place < Math.min(2 * column + 2, x.shape[2]); place++) {
      const value = at(x, image, line, place, c);
      if (value > best.value) best = { value, y: line, column: place };
    }
  }
  return best;
}

export function maxPool(x: Exact): Exact {
  const [batch, height, width, channels] = x.shape;
  const shape = [batch, Math.ceil(height / 2), Math.ceil(width / 2), channels];
  return build(shape, (...index) => windowMaxima(x, index[0], index[1], index[2], index[3]).value);
}

export function maxPoolGradient(dy: Exact, x: Exact): Exact {
  return build(x.shape, (image, y, column, c) => {
    const [line, place] = [Math.floor(y / 2), Math.floor(column / 2)];
    const best = windowMaxima(x, image, line, place, c);
    return best.y === y && best.column === column ? at(dy, image, line, place, c) : 0;
  });
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

/** Every second pixel, then channels of zeros. */
export function shortcut(x: Exact, channels: number): Exact {
  const [batch, height, width] = x.shape;
  const shape = [batch, Math.ceil(height / 2), Math.ceil(width / 2), channels];
  return build(shape, (image, y, column, c) => at(x, image, 2 * y, 2 * column, c));
}

export function softmax(logits: Exact): Exact {
  const [, classes] = logits.shape;
  const largest = logits.values.reduce((most, value) => Math.max(most, value), -Infinity);
  const powers = { ...logits, values: logits.values.map((value) => Math.exp(value - largest)) };
  return build(
    logits.shape,
    (image, l) => at(powers, image, l) / sumOver(classes, (j) => at(powers, image, j)),
  );
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
