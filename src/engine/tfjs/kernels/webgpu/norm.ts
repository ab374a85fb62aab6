/**
 * Batch norm, forward in three shaders and back in three; formulas as in composed/norm.ts. Sums
 * over the batch are taken in parts of fixed size, which a second shader adds in fixed order.
 */
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { unbiased } from '../composed/norm.ts';
import {
  type Kernels,
  type Moments,
  type NormParameters,
  type NormStatistics,
  normEpsilon,
} from '../kernels.ts';
import { layoutOf } from './columnSums.ts';
import { createTensor, lanesOf, runShader, takeOver, typeOf, view } from './shader.ts';

const groupSize = 64;
/** Rows of one lane, where that leaves no more parts than `mostParts`. */
const rowsOfLane = 16;
const mostParts = 256;

/** How the pixels of all images (`rows`) are cut: parts of `rowsOfPart` rows, the last may be less. */
function cut(x: Tensor4D) {
  const lanes = lanesOf(x.shape[3]);
  const columns = x.shape[3] / lanes;
  const rows = x.size / x.shape[3];
  const { wide, deep } = layoutOf(columns);
  const least = Math.ceil(rows / mostParts / deep);
  const rowsOfPart = deep * Math.max(rowsOfLane, least);
  const parts = Math.ceil(rows / rowsOfPart);
  const constants = { rows, columns, wide, deep, rowsOfPart, parts };
  return { lanes, constants, groups: parts * Math.ceil(columns / wide), vector: vectorOf(lanes) };
}

function vectorOf(lanes: 1 | 4): string {
  return `alias V = ${typeOf(lanes)};`;
}

/** Where a group's lane is: its part, its channel (or four), its first row and the part's end. */
const place = `
  let part = group % parts;
  let column = group / parts * wide + lane % wide;
  let own = lane / wide;
  let end = min(rows, (part + 1u) * rowsOfPart);
  let first = part * rowsOfPart + own;
  let isIn = column < columns;
`;

/** Joins count, mean and sum of squared deviations of two sets of rows (Chan et al. 1983). */
const join = `
  struct Moments { count : f32, mean : V, squares : V };
  fn join(a : Moments, b : Moments) -> Moments {
    if (b.count == 0.0) { return a; }
    let count = a.count + b.count;
    let apart = b.mean - a.mean;
    return Moments(
      count,
      a.mean + apart * (b.count / count),
      a.squares + b.squares + apart * apart * (a.count * b.count / count),
    );
  }
  var<workgroup> lots : array<Moments, ${groupSize}>;
`;

/** Mean and squared deviations of each part, about its own mean: nothing cancels. */
const partMomentsCode = `
  ${join}
  fn run(group : u32, lane : u32) {
    ${place}
    var all = Moments();
    if (isIn) {
      for (var row = first; row < end; row += deep) {
        all.count += 1.0;
        all.mean += x[row * columns + column];
      }
      all.mean /= max(1.0, all.count);
      for (var row = first; row < end; row += deep) {
        let apart = x[row * columns + column] - all.mean;
        all.squares += apart * apart;
      }
    }
    lots[lane] = all;
    workgroupBarrier();
    if (own == 0u && isIn) {
      for (var other = 1u; other < deep; other++) { all = join(all, lots[other * wide + lane]); }
      means[part * columns + column] = all.mean;
      squares[part * columns + column] = all.squares;
    }
  }
`;

/** One group a channel (or four): each lane joins some parts, the first lane joins the lanes. */
const momentsCode = `
  ${join}
  fn run(column : u32, lane : u32) {
    if (column >= columns) { return; }
    var all = Moments();
    for (var part = lane; part < parts; part += ${groupSize}u) {
      let count = min(rowsOfPart, rows - part * rowsOfPart);
      let at = part * columns + column;
      all = join(all, Moments(f32(count), means[at], squares[at]));
    }
    lots[lane] = all;
    workgroupBarrier();
    if (lane == 0u) {
      for (var other = 1u; other < ${groupSize}u; other++) { all = join(all, lots[other]); }
      let biased = all.squares / f32(rows);
      mean[column] = all.mean;
      variance[column] = biased;
      runningMean[column] = numbers.share * runningMean[column] + numbers.fresh * all.mean;
      runningVariance[column] =
        numbers.share * runningVariance[column] + numbers.freshVariance * biased;
    }
  }
`;

function moments(x: Tensor4D, running: NormStatistics, share: number): Moments {
  const { lanes, constants, groups, vector } = cut(x);
  const channels = x.shape[3];
  const means = createTensor([constants.parts, channels]);
  const squares = createTensor([constants.parts, channels]);
  runShader({
    name: 'partMoments',
    constants,
    reads: { x: view(x, lanes) },
    writes: { means: view(means, lanes), squares: view(squares, lanes) },
    size: { groups, groupSize },
    code: vector + partMomentsCode,
  });
  const mean = createTensor<Tensor1D>([channels]);
  const variance = createTensor<Tensor1D>([channels]);
  const next = { mean: takeOver(running.mean), variance: takeOver(running.variance) };
  const fresh = 1 - share;
  runShader({
    name: 'moments',
    constants,
    reads: { means: view(means, lanes), squares: view(squares, lanes) },
    writes: {
      mean: view(mean, lanes),
      variance: view(variance, lanes),
      runningMean: view(next.mean, lanes),
      runningVariance: view(next.variance, lanes),
    },
    numbers: { share, fresh, freshVariance: fresh * unbiased(constants.rows) },
    size: { groups: constants.columns, groupSize },
    code: vector + momentsCode,
  });
  for (const tensor of [means, squares]) tensor.dispose();
  return { batch: { mean, variance }, running: next };
}

const inverse = `inverseSqrt(variance[column] + ${normEpsilon})`;

function normalise(
  x: Tensor4D,
  { mean, variance }: NormStatistics,
  { scale, offset }: NormParameters,
  relu: boolean,
): Tensor4D {
  const lanes = lanesOf(x.shape[3]);
  const result = createTensor<Tensor4D>(x.shape);
  const value = `(x[index] - mean[column]) * (${inverse} * scale[column]) + offset[column]`;
  const ofChannels = Object.entries({ mean, variance, scale, offset }).map(
    ([name, tensor]) => [name, view(tensor, lanes)] as const,
  );
  runShader({
    name: relu ? 'normaliseRelu' : 'normalise',
    constants: { columns: x.shape[3] / lanes },
    reads: { x: view(x, lanes), ...Object.fromEntries(ofChannels) },
    writes: { result: view(result, lanes) },
    size: { threads: x.size / lanes },
    code: `
      ${vectorOf(lanes)}
      fn run(index : u32) {
        if (index >= arrayLength(&x)) { return; }
        let column = index % columns;
        result[index] = ${relu ? `max(${value}, V())` : value};
      }`,
  });
  return result;
}

/** Σg and Σ g·(x − mean) of each part, g the part of dy that the ReLU let through. */
const partSumsCode = `
  struct Sums { slopes : V, products : V };
  var<workgroup> lots : array<Sums, ${groupSize}>;
  fn run(group : u32, lane : u32) {
    ${place}
    var all = Sums();
    if (isIn) {
      let middle = mean[column];
      for (var row = first; row < end; row += deep) {
        let index = row * columns + column;
        let slope = slopeAt(index);
        all.slopes += slope;
        all.products += slope * (x[index] - middle);
      }
    }
    lots[lane] = all;
    workgroupBarrier();
    if (own == 0u && isIn) {
      for (var other = 1u; other < deep; other++) {
        all.slopes += lots[other * wide + lane].slopes;
        all.products += lots[other * wide + lane].products;
      }
      slopes[part * columns + column] = all.slopes;
      products[part * columns + column] = all.products;
    }
  }
`;

/** One group a channel (or four): the parameters' gradients, and what the input's needs of them. */
const sumsCode = `
  struct Sums { slopes : V, products : V };
  var<workgroup> lots : array<Sums, ${groupSize}>;
  fn run(column : u32, lane : u32) {
    if (column >= columns) { return; }
    var all = Sums();
    for (var part = lane; part < parts; part += ${groupSize}u) {
      all.slopes += slopes[part * columns + column];
      all.products += products[part * columns + column];
    }
    lots[lane] = all;
    workgroupBarrier();
    if (lane == 0u) {
      for (var other = 1u; other < ${groupSize}u; other++) {
        all.slopes += lots[other].slopes;
        all.products += lots[other].products;
      }
      let inverse = ${inverse};
      scaleGradient[column] = all.products * inverse;
      offsetGradient[column] = all.slopes;
      factors[column] = scale[column] * inverse;
      factors[columns + column] = all.slopes / f32(rows);
      factors[2u * columns + column] = all.products * inverse * inverse / f32(rows);
    }
  }
`;

const inputCode = `
  fn run(index : u32) {
    if (index >= arrayLength(&x)) { return; }
    let column = index % columns;
    let level = factors[columns + column];
    let tilt = factors[2u * columns + column] * (x[index] - mean[column]);
    result[index] = factors[column] * (slopeAt(index) - level - tilt);
  }
`;

function normaliseGradient(
  dy: Tensor4D,
  x: Tensor4D,
  output: Tensor4D | null,
  { mean, variance }: NormStatistics,
  scale: Tensor1D,
) {
  const { lanes, constants, groups, vector } = cut(x);
  const { columns, parts } = constants;
  const channels = x.shape[3];
  const seen = (tensor: Tensor) => view(tensor, lanes);
  const slopeCode = `
    ${vector}
    fn slopeAt(index : u32) -> V {
      return ${output === null ? 'dy[index]' : 'select(V(), dy[index], output[index] > V())'};
    }`;
  const images = {
    dy: seen(dy),
    x: seen(x),
    mean: seen(mean),
    ...(output === null ? {} : { output: seen(output) }),
  };

  const [slopes, products] = [createTensor([parts, channels]), createTensor([parts, channels])];
  runShader({
    name: 'normPartSums',
    constants,
    reads: images,
    writes: { slopes: seen(slopes), products: seen(products) },
    size: { groups, groupSize },
    code: slopeCode + partSumsCode,
  });

  const scaleGradient = createTensor<Tensor1D>([channels]);
  const offsetGradient = createTensor<Tensor1D>([channels]);
  const factors = createTensor([3, channels]);
  runShader({
    name: 'normSums',
    constants,
    reads: {
      slopes: seen(slopes),
      products: seen(products),
      variance: seen(variance),
      scale: seen(scale),
    },
    writes: {
      scaleGradient: seen(scaleGradient),
      offsetGradient: seen(offsetGradient),
      factors: seen(factors),
    },
    size: { groups: columns, groupSize },
    code: vector + sumsCode,
  });

  const input = createTensor<Tensor4D>(x.shape);
  runShader({
    name: 'normInputGradient',
    constants: { columns },
    reads: { ...images, factors: seen(factors) },
    writes: { result: seen(input) },
    size: { threads: x.size / lanes },
    code: slopeCode + inputCode,
  });
  for (const tensor of [slopes, products, factors]) tensor.dispose();
  return { input, scale: scaleGradient, offset: offsetGradient };
}

export const webgpuNorm = { moments, normalise, normaliseGradient } satisfies Partial<Kernels>;
