/**
 * Batch norm: loops over the images in single precision, sums over them and what follows for each
 * channel in double precision. Formulas as in composed/norm.ts.
 */
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { normEpsilon } from '../../../../spec/networks/layerDescription.ts';
import { runningAfter } from '../composed/norm.ts';
import type { Kernels, NormParameters, NormStatistics } from '../kernels.ts';
import { type BatchSums, sumDoubles } from './batchSums.ts';
import { address, addressOf, allocate, view } from './heap.ts';
import type { Loops } from './loops/loops.ts';

export function wasmNorm(loops: Loops, sums: BatchSums) {
  return {
    moments: (x: Tensor4D, running: NormStatistics, share: number) => {
      const batch = moments(loops, sums, x);
      return { batch, running: runningAfter(batch, wholeRows(sums, x), running, share) };
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
    ) => normaliseGradient(loops, sums, dy, x, output, statistics, scale),
  } satisfies Partial<Kernels>;
}

/** The variance is taken about the mean, in a second pass: nothing cancels. */
function moments(loops: Loops, sums: BatchSums, x: Tensor4D): NormStatistics {
  const [images, height, width, channels] = x.shape;
  const pixels = height * width;
  const rows = wholeRows(sums, x);
  const mean = allocate<Tensor1D>([channels]);
  const variance = allocate<Tensor1D>([channels]);
  const totals = sumDoubles(sums, images, channels, (first, count, to) =>
    loops.columnSums(addressOf(x, first), to, count * pixels, channels),
  );
  view(mean).set(totals.map((sum) => sum / rows));
  const squares = sumDoubles(sums, images, channels, (first, count, to) =>
    loops.columnSquares(addressOf(x, first), address(mean), to, count * pixels, channels),
  );
  view(variance).set(squares.map((sum) => sum / rows));
  return { mean, variance };
}

/** Values of a channel in the whole batch. */
function wholeRows(sums: BatchSums, { shape: [images, height, width] }: Tensor4D): number {
  return sums.whole(images) * height * width;
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
  sums: BatchSums,
  dy: Tensor4D,
  x: Tensor4D,
  output: Tensor4D | null,
  { mean, variance }: NormStatistics,
  scale: Tensor1D,
) {
  const [images, height, width, channels] = x.shape;
  const pixels = height * width;
  const rows = wholeRows(sums, x);
  const input = allocate<Tensor4D>(x.shape);
  const scaleGradient = allocate<Tensor1D>([channels]);
  const offsetGradient = allocate<Tensor1D>([channels]);
  const [own, levels, tilts] = [allocate([channels]), allocate([channels]), allocate([channels])];
  const from = (first: number) =>
    [
      addressOf(dy, first),
      addressOf(x, first),
      output === null ? 0 : addressOf(output, first),
      address(mean),
    ] as const;
  const both = sumDoubles(sums, images, 2 * channels, (first, count, to) => {
    const products = to + channels * Float64Array.BYTES_PER_ELEMENT;
    loops.normSums(...from(first), to, products, count * pixels, channels);
  });
  const [gradients, products] = [both.subarray(0, channels), both.subarray(channels)];
  const inverse = inverseDeviations(variance);
  view(offsetGradient).set(gradients);
  view(scaleGradient).set(products.map((sum, c) => sum * inverse[c]));
  view(own).set(inverse.map((value, c) => value * view(scale)[c]));
  view(levels).set(gradients.map((sum) => sum / rows));
  view(tilts).set(products.map((sum, c) => (sum * inverse[c] * inverse[c]) / rows));
  const factors = [address(own), address(levels), address(tilts)] as const;
  loops.normCombine(...from(0), ...factors, address(input), x.size / channels, channels);
  for (const tensor of [own, levels, tilts]) tensor.dispose();
  return { input, scale: scaleGradient, offset: offsetGradient };
}

function inverseDeviations(variance: Tensor1D): Float64Array {
  return Float64Array.from(view(variance), (value) => 1 / Math.sqrt(value + normEpsilon));
}
