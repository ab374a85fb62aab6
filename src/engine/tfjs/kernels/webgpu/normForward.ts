/** Batch norm in three shaders: moments of parts, moments of the batch, and normalising. */
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { unbiased } from '../composed/norm.ts';
import type { Kernels, Moments, NormParameters, NormStatistics } from '../kernels.ts';
import { type Joining, laneTree } from './laneTree.ts';
import { cut, groupSize, inverse, placeCode, vectorOf } from './normParts.ts';
import {
  createActivation,
  createTensor,
  lanesOf,
  reluOf,
  runShader,
  vectorView,
} from './shader.ts';

/** Joins count, mean and sum of squared deviations of two sets of rows (Chan et al. 1983). */
const join = (joined: Pick<Joining, 'from' | 'to' | 'exchange'>) => `
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
  ${laneTree({
    ...{ name: 'joinLanes', type: 'Moments', members: ['count', 'mean', 'squares'] },
    ...{ join: 'join(low, high)', isShared: false, ...joined },
  })}
`;

/** Mean and squared deviations of each part, about its own mean: nothing cancels. */
const partMomentsCode = `
  fn run(group : u32, lane : u32, subgroup : u32) {
    ${placeCode}
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
    all = joinLanes(all, lane, subgroup);
    if (own == 0u && isIn) {
      means[part * columns + column] = all.mean;
      squares[part * columns + column] = all.squares;
    }
  }
`;

/** One group a channel (or four): each lane joins some parts, then the lanes are joined. */
const momentsCode = `
  fn run(column : u32, lane : u32, subgroup : u32) {
    if (column >= columns) { return; }
    var all = Moments();
    for (var part = lane; part < parts; part += ${groupSize}u) {
      let count = min(rowsOfPart, rows - part * rowsOfPart);
      let at = part * columns + column;
      all = join(all, Moments(f32(count), means[at], squares[at]));
    }
    all = joinLanes(all, lane, subgroup);
    if (lane == 0u) {
      let biased = all.squares / f32(rows);
      mean[column] = all.mean;
      variance[column] = biased;
      runningMean[column] = share * runningMean[column] + fresh * all.mean;
      runningVariance[column] =
        share * runningVariance[column] + freshVariance * biased;
    }
  }
`;

function moments(x: Tensor4D, running: NormStatistics, share: number): Moments {
  const { lanes, constants, vector, ofParts, ofColumns } = cut(x);
  const channels = x.shape[3];
  const means = createTensor([constants.parts, channels]);
  const squares = createTensor([constants.parts, channels]);
  runShader({
    name: 'partMoments',
    constants,
    reads: { x: vectorView(x, lanes) },
    writes: { means: vectorView(means, lanes), squares: vectorView(squares, lanes) },
    size: ofParts.size,
    code: () => vector + join(ofParts.joined) + partMomentsCode,
  });
  const mean = createTensor<Tensor1D>([channels]);
  const variance = createTensor<Tensor1D>([channels]);
  const fresh = 1 - share;
  runShader({
    name: 'moments',
    constants,
    reads: { means: vectorView(means, lanes), squares: vectorView(squares, lanes) },
    writes: {
      mean: vectorView(mean, lanes),
      variance: vectorView(variance, lanes),
      runningMean: vectorView(running.mean, lanes),
      runningVariance: vectorView(running.variance, lanes),
    },
    numbers: { share, fresh, freshVariance: fresh * unbiased(constants.rows) },
    size: ofColumns.size,
    code: () => vector + join(ofColumns.joined) + momentsCode,
  });
  for (const tensor of [means, squares]) tensor.dispose();
  return { batch: { mean, variance }, running };
}

function normalise(
  x: Tensor4D,
  { mean, variance }: NormStatistics,
  { scale, offset }: NormParameters,
  relu: boolean,
): Tensor4D {
  const lanes = lanesOf(x.shape[3]);
  const result = createActivation<Tensor4D>(x.shape, lanes);
  const value = `(x[index] - mean[column]) * (${inverse} * scale[column]) + offset[column]`;
  const ofChannels = Object.entries({ mean, variance, scale, offset }).map(
    ([name, tensor]) => [name, vectorView(tensor, lanes)] as const,
  );
  runShader({
    name: relu ? 'normaliseRelu' : 'normalise',
    constants: { columns: x.shape[3] / lanes },
    reads: { x: vectorView(x, lanes), ...Object.fromEntries(ofChannels) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: x.size / lanes },
    code: `
      ${vectorOf(lanes)}
      fn run(index : u32) {
        if (index >= arrayLength(&x)) { return; }
        let column = index % columns;
        let value = ${value};
        result[index] = ${relu ? reluOf('value', 'V') : 'value'};
      }`,
  });
  return result;
}

export const webgpuNormForward = { moments, normalise } satisfies Partial<Kernels>;
