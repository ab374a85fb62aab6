/**
 * Gradients of batch norm in three shaders: sums of parts, sums of the batch, and the input's
 * gradient; formulas as in composed/norm.ts.
 */
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels, NormStatistics } from '../kernels.ts';
import { type Joining, laneTree } from './laneTree.ts';
import { cut, groupSize, inverse, placeCode } from './normParts.ts';
import { createActivation, createTensor, runShader, vectorView } from './shader.ts';

/** Adds what lanes have. */
const add = (joined: Pick<Joining, 'from' | 'to' | 'exchange'>) => `
  struct Sums { gradients : V, products : V };
  ${laneTree({
    ...{ name: 'addLanes', type: 'Sums', members: ['gradients', 'products'], isShared: false },
    ...{ join: 'Sums(low.gradients + high.gradients, low.products + high.products)', ...joined },
  })}
`;

/** Σg and Σ g·(x − mean) of each part, g the part of dy that the ReLU let through. */
const partSumsCode = `
  fn run(group : u32, lane : u32, subgroup : u32) {
    ${placeCode}
    var all = Sums();
    if (isIn) {
      let middle = mean[column];
      for (var row = first; row < end; row += deep) {
        let index = row * columns + column;
        let upstream = upstreamAt(index);
        all.gradients += upstream;
        all.products += upstream * (x[index] - middle);
      }
    }
    all = addLanes(all, lane, subgroup);
    if (own == 0u && isIn) {
      gradients[part * columns + column] = all.gradients;
      products[part * columns + column] = all.products;
    }
  }
`;

/** One group a channel (or four): the parameters' gradients, and what the input's needs of them. */
const sumsCode = `
  fn run(column : u32, lane : u32, subgroup : u32) {
    if (column >= columns) { return; }
    var all = Sums();
    for (var part = lane; part < parts; part += ${groupSize}u) {
      all.gradients += gradients[part * columns + column];
      all.products += products[part * columns + column];
    }
    all = addLanes(all, lane, subgroup);
    if (lane == 0u) {
      let inverse = ${inverse};
      scaleGradient[column] = all.products * inverse;
      offsetGradient[column] = all.gradients;
      factors[column] = scale[column] * inverse;
      factors[columns + column] = all.gradients / f32(rows);
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
    result[index] = factors[column] * (upstreamAt(index) - level - tilt);
  }
`;

function normaliseGradient(
  dy: Tensor4D,
  x: Tensor4D,
  output: Tensor4D | null,
  { mean, variance }: NormStatistics,
  scale: Tensor1D,
) {
  const { lanes, constants, vector, ofParts, ofColumns } = cut(x);
  const { columns, parts } = constants;
  const channels = x.shape[3];
  const seen = (tensor: Tensor) => vectorView(tensor, lanes);
  const upstreamCode = `
    ${vector}
    fn upstreamAt(index : u32) -> V {
      return ${output === null ? 'dy[index]' : 'select(V(), dy[index], output[index] > V())'};
    }`;
  const images = {
    dy: seen(dy),
    x: seen(x),
    mean: seen(mean),
    ...(output === null ? {} : { output: seen(output) }),
  };

  const [gradients, products] = [createTensor([parts, channels]), createTensor([parts, channels])];
  runShader({
    name: 'normPartSums',
    constants,
    reads: images,
    writes: { gradients: seen(gradients), products: seen(products) },
    size: ofParts.size,
    code: () => upstreamCode + add(ofParts.joined) + partSumsCode,
  });

  const scaleGradient = createTensor<Tensor1D>([channels]);
  const offsetGradient = createTensor<Tensor1D>([channels]);
  const factors = createTensor([3, channels]);
  runShader({
    name: 'normSums',
    constants,
    reads: {
      gradients: seen(gradients),
      products: seen(products),
      variance: seen(variance),
      scale: seen(scale),
    },
    writes: {
      scaleGradient: seen(scaleGradient),
      offsetGradient: seen(offsetGradient),
      factors: seen(factors),
    },
    size: ofColumns.size,
    code: () => vector + add(ofColumns.joined) + sumsCode,
  });

  const input = createActivation<Tensor4D>(x.shape, lanes);
  runShader({
    name: 'normInputGradient',
    constants: { columns },
    reads: { ...images, factors: seen(factors) },
    writes: { result: seen(input) },
    size: { threads: x.size / lanes },
    code: upstreamCode + inputCode,
  });
  for (const tensor of [gradients, products, factors]) tensor.dispose();
  return { input, scale: scaleGradient, offset: offsetGradient };
}

export const webgpuNormGradient = { normaliseGradient } satisfies Partial<Kernels>;
