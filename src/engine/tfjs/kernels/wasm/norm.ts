/**
 * Batch norm in two passes over the images each way; sums are kept in double precision. Formulas as
 * in composed/norm.ts, gathered into one factor for each operand and channel.
 */
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { type Kernels, type NormParameters, type NormStatistics, normEpsilon } from '../kernels.ts';
import { allocate, view } from './heap.ts';
import { maskInto, rectified } from './relu.ts';

function moments(x: Tensor4D): NormStatistics {
  const channels = x.shape[3];
  const mean = allocate<Tensor1D>([channels]);
  const variance = allocate<Tensor1D>([channels]);
  const values = view(x);
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let start = 0; start < values.length; start += channels) {
    for (let c = 0; c < channels; c++) {
      const value = values[start + c];
      sums[c] += value;
      squares[c] += value * value;
    }
  }
  const count = values.length / channels;
  const [means, variances] = [view(mean), view(variance)];
  for (let c = 0; c < channels; c++) {
    const centre = sums[c] / count;
    means[c] = centre;
    variances[c] = Math.max(0, squares[c] / count - centre * centre);
  }
  return { mean, variance };
}

function normalise(
  x: Tensor4D,
  { mean, variance }: NormStatistics,
  { scale, offset }: NormParameters,
  relu: boolean,
): Tensor4D {
  const output = allocate<Tensor4D>(x.shape);
  const factor = inverseDeviations(variance).map((inverse, c) => inverse * view(scale)[c]);
  const shift = factor.map((value, c) => view(offset)[c] - value * view(mean)[c]);
  const [values, to] = [view(x), view(output)];
  if (relu) scaleRectified(values, to, factor, shift);
  else scaleValues(values, to, factor, shift);
  return output;
}

function scaleValues(
  values: Float32Array,
  to: Float32Array,
  factor: Float64Array,
  shift: Float64Array,
): void {
  const channels = factor.length;
  for (let start = 0; start < values.length; start += channels) {
    for (let c = 0; c < channels; c++) to[start + c] = values[start + c] * factor[c] + shift[c];
  }
}

function scaleRectified(
  values: Float32Array,
  to: Float32Array,
  factor: Float64Array,
  shift: Float64Array,
): void {
  const channels = factor.length;
  for (let start = 0; start < values.length; start += channels) {
    for (let c = 0; c < channels; c++) {
      to[start + c] = rectified(values[start + c] * factor[c] + shift[c]);
    }
  }
}

function inverseDeviations(variance: Tensor1D): Float64Array {
  return Float64Array.from(view(variance), (value) => 1 / Math.sqrt(value + normEpsilon));
}

function normaliseGradient(
  dy: Tensor4D,
  x: Tensor4D,
  output: Tensor4D | null,
  statistics: NormStatistics,
  scale: Tensor1D,
) {
  const input = allocate<Tensor4D>(x.shape);
  const scaleGradient = allocate<Tensor1D>(scale.shape);
  const offsetGradient = allocate<Tensor1D>(scale.shape);
  const slopes = view(input);
  if (output === null) slopes.set(view(dy));
  else maskInto(slopes, view(dy), view(output));
  const sums = gradientSums(slopes, view(x), statistics);
  view(scaleGradient).set(sums.scale);
  view(offsetGradient).set(sums.offset);
  combine(slopes, view(x), statistics, view(scale), sums);
  return { input, scale: scaleGradient, offset: offsetGradient };
}

interface GradientSums {
  readonly inverse: Float64Array;
  /** Σ g x̂. */
  readonly scale: Float64Array;
  /** Σ g. */
  readonly offset: Float64Array;
}

function gradientSums(
  slopes: Float32Array,
  values: Float32Array,
  { mean, variance }: NormStatistics,
): GradientSums {
  const channels = mean.size;
  const means = view(mean);
  const products = new Float64Array(channels);
  const offset = new Float64Array(channels);
  for (let start = 0; start < slopes.length; start += channels) {
    for (let c = 0; c < channels; c++) {
      const slope = slopes[start + c];
      offset[c] += slope;
      products[c] += slope * values[start + c];
    }
  }
  const inverse = inverseDeviations(variance);
  const scale = products.map((sum, c) => (sum - means[c] * offset[c]) * inverse[c]);
  return { inverse, scale, offset };
}

/** g ← s/σ · (g − Σg/M − x̂·Σ(g x̂)/M), in place. */
function combine(
  slopes: Float32Array,
  values: Float32Array,
  { mean }: NormStatistics,
  scale: Float32Array,
  sums: GradientSums,
): void {
  const channels = mean.size;
  const means = view(mean);
  const share = channels / values.length;
  const own = sums.inverse.map((inverse, c) => inverse * scale[c]);
  const ofValue = own.map((factor, c) => -factor * sums.inverse[c] * sums.scale[c] * share);
  const constant = own.map((factor, c) => -factor * sums.offset[c] * share - ofValue[c] * means[c]);
  for (let start = 0; start < slopes.length; start += channels) {
    for (let c = 0; c < channels; c++) {
      const i = start + c;
      slopes[i] = own[c] * slopes[i] + ofValue[c] * values[i] + constant[c];
    }
  }
}

export const wasmNorm = { moments, normalise, normaliseGradient } satisfies Partial<Kernels>;
