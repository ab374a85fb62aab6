/**
 * Batch norm: loops over the images in single precision, sums over them and what follows for each
 * channel in double precision. Formulas as in composed/norm.ts.
 */
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { runningAfter } from '../composed/norm.ts';
import { type Kernels, type NormParameters, type NormStatistics, normEpsilon } from '../kernels.ts';
import { address, allocate, doubles, view } from './heap.ts';
import type { Loops } from './loops/loops.ts';

export function wasmNorm(loops: Loops) {
  return {
    moments: (x: Tensor4D, running: NormStatistics, share: number) => {
      const batch = moments(loops, x);
      return { batch, running: runningAfter(batch, x.size / x.shape[3], running, share) };
    },
    normalise: (
      x: Tensor4D,
      statistics: NormStatistics,
      parameters: NormParameters,
      relu: boolean,
    ) => normalise(loops, x, statistics, parameters, relu),
    normaliseGradient: (
      dy: Tensor4D,
      x: Tensor4D,
      output: Tensor4D | null,
      statistics: NormStatistics,
      scale: Tensor1D,
    ) => normaliseGradient(loops, dy, x, output, statistics, scale),
  } satisfies Partial<Kernels>;
}

/** The variance is taken about the mean, in a second pass: nothing cancels. */
function moments(loops: Loops, x: Tensor4D): NormStatistics {
  const channels = x.shape[3];
  const rows = x.size / channels;
  const mean = allocate<Tensor1D>([channels]);
  const variance = allocate<Tensor1D>([channels]);
  const sums = allocate([2 * channels]);
  loops.columnSums(address(x), address(sums), rows, channels);
  view(mean).set(doubles(sums).map((sum) => sum / rows));
  loops.columnSquares(address(x), address(mean), address(sums), rows, channels);
  view(variance).set(doubles(sums).map((sum) => sum / rows));
  sums.dispose();
  return { mean, variance };
}

function normalise(
  loops: Loops,
  x: Tensor4D,
  { mean, variance }: NormStatistics,
  { scale, offset }: NormParameters,
  relu: boolean,
): Tensor4D {
  const channels = x.shape[3];
  const to = allocate<Tensor4D>(x.shape);
  const factors = allocate([channels]);
  view(factors).set(inverseDeviations(variance).map((inverse, c) => inverse * view(scale)[c]));
  loops.normalise(
    address(x),
    address(mean),
    address(factors),
    address(offset),
    address(to),
    x.size / channels,
    channels,
    relu ? 1 : 0,
  );
  factors.dispose();
  return to;
}

/** g ← s/σ · (g − Σg/M − x̂·Σ(g x̂)/M), with g the part of dy that a ReLU let through. */
function normaliseGradient(
  loops: Loops,
  dy: Tensor4D,
  x: Tensor4D,
  output: Tensor4D | null,
  { mean, variance }: NormStatistics,
  scale: Tensor1D,
) {
  const channels = x.shape[3];
  const rows = x.size / channels;
  const input = allocate<Tensor4D>(x.shape);
  const scaleGradient = allocate<Tensor1D>([channels]);
  const offsetGradient = allocate<Tensor1D>([channels]);
  const [sums, products] = [allocate([2 * channels]), allocate([2 * channels])];
  const [own, levels, tilts] = [allocate([channels]), allocate([channels]), allocate([channels])];
  const images = [
    address(dy),
    address(x),
    output === null ? 0 : address(output),
    address(mean),
  ] as const;
  loops.normSums(...images, address(sums), address(products), rows, channels);
  const inverse = inverseDeviations(variance);
  view(offsetGradient).set(doubles(sums));
  view(scaleGradient).set(doubles(products).map((sum, c) => sum * inverse[c]));
  view(own).set(inverse.map((value, c) => value * view(scale)[c]));
  view(levels).set(doubles(sums).map((sum) => sum / rows));
  view(tilts).set(doubles(products).map((sum, c) => (sum * inverse[c] * inverse[c]) / rows));
  const factors = [address(own), address(levels), address(tilts)] as const;
  loops.normCombine(...images, ...factors, address(input), rows, channels);
  for (const tensor of [sums, products, own, levels, tilts]) tensor.dispose();
  return { input, scale: scaleGradient, offset: offsetGradient };
}

function inverseDeviations(variance: Tensor1D): Float64Array {
  return Float64Array.from(view(variance), (value) => 1 / Math.sqrt(value + normEpsilon));
}
