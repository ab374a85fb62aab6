/**
 * Products of matrices for dense layers and 1 × 1 convolutions: a matrix's columns are a tensor's
 * last axis, its rows all others. A thread holds 4 × 4 values of the result in registers;
 * where that makes few threads, the inner dimension is cut into parts, which a second shader adds
 * in order. Stock products of a fixed order put a whole small layer into a few workgroups.
 */
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import {
  createActivation,
  createTensor,
  type Lanes,
  lanesOf,
  reluOf,
  runShader,
  typeOf,
  vectorView,
} from './shader.ts';

/** a·b, aᵀ·b or a·bᵀ. */
type Form = 'plain' | 'transposedLeft' | 'transposedRight';

/** Threads below which the inner dimension is cut. */
const enoughThreads = 8192;
/** Inner steps that a part has at least. */
const minInner = 32;

const fours = [0, 1, 2, 3] as const;

interface Sizes {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

const lastOf = ({ shape }: Tensor) => shape[shape.length - 1];

function sizesOf(form: Form, a: Tensor, b: Tensor): Sizes {
  const [rowsOfA, rowsOfB] = [a.size / lastOf(a), b.size / lastOf(b)];
  const [rows, inner] = form === 'transposedLeft' ? [lastOf(a), rowsOfA] : [rowsOfA, lastOf(a)];
  return { rows, columns: form === 'transposedRight' ? rowsOfB : lastOf(b), inner };
}

/** Four values along an array's lines: `array[line·length + at …]`, 0 from `length` on. */
function four(array: string, lanes: Lanes, line: string, length: string, at: string): string {
  const place = `(${line}) * ${length} + ${at}`;
  if (lanes === 4) return `${array}[(${place}) / 4u]`;
  const last = `arrayLength(&${array}) - 1u`;
  const values = fours.map(
    (k) => `select(0.0, ${array}[min(${place} + ${k}u, ${last})], ${at} + ${k}u < ${length})`,
  );
  return `vec4<f32>(${values.join(', ')})`;
}

/** Lines beyond the last are read as the last; their results are not stored. */
const inside = (line: string, count: string) => `min(${line}, ${count} - 1u)`;

/** One round of the inner loop, which begins at `k`. */
function roundOf(form: Form, aLanes: Lanes, bLanes: Lanes): string {
  if (form === 'transposedLeft') {
    return `
      let left = ${four('a', aLanes, 'k', 'rows', 'row')};
      let right = ${four('b', bLanes, 'k', 'columns', 'column')};
      ${fours.map((r) => `sum${r} += left[${r}] * right;`).join('\n')}`;
  }
  const lefts = fours.map(
    (r) => `let left${r} = ${four('a', aLanes, inside(`row + ${r}u`, 'rows'), 'inner', 'k')};`,
  );
  const rights = fours.map((c) => {
    const right =
      form === 'plain'
        ? four('b', bLanes, inside(`k + ${c}u`, 'inner'), 'columns', 'column')
        : four('b', bLanes, inside(`column + ${c}u`, 'columns'), 'inner', 'k');
    const products = fours.map((r) =>
      form === 'plain'
        ? `sum${r} += left${r}[${c}] * right;`
        : `sum${r}[${c}] += dot(left${r}, right);`,
    );
    return `{ let right = ${right}; ${products.join(' ')} }`;
  });
  return [...lefts, ...rights].join('\n');
}

function sourceOf(form: Form, aLanes: Lanes, bLanes: Lanes, resultLanes: Lanes): string {
  const stores = fours.map((r) => {
    const value =
      resultLanes === 4
        ? `result[at / 4u] = sum${r};`
        : fours
            .map((c) => `if (column + ${c}u < columns) { result[at + ${c}u] = sum${r}[${c}]; }`)
            .join('\n');
    return `if (row + ${r}u < rows) {
      let at = (part * rows + row + ${r}u) * columns + column;
      ${value}
    }`;
  });
  return `
    fn run(index : u32) {
      let column = index % columnBlocks * 4u;
      let row = index / columnBlocks % rowBlocks * 4u;
      let part = index / columnBlocks / rowBlocks;
      if (part >= parts) { return; }
      ${fours.map((r) => `var sum${r} = vec4<f32>();`).join('\n')}
      let end = min(inner, (part + 1u) * innerOfPart);
      for (var k = part * innerOfPart; k < end; k += ${form === 'transposedLeft' ? 1 : 4}u) {
        ${roundOf(form, aLanes, bLanes)}
      }
      ${stores.join('\n')}
    }`;
}

/** How a product is kept: one that passes between layers, or one that is exact. */
type Create = typeof createActivation;

/**
 * Parts of which the product is the sum: as many as wanted × its shape, or the product itself, which
 * alone is created as told.
 */
function partsOfProduct(
  form: Form,
  a: Tensor,
  b: Tensor,
  shape: readonly number[],
  create: Create,
): Tensor {
  const sizes = sizesOf(form, a, b);
  const rowBlocks = Math.ceil(sizes.rows / 4);
  const columnBlocks = Math.ceil(sizes.columns / 4);
  const wanted = Math.ceil(enoughThreads / (rowBlocks * columnBlocks));
  const atMost = Math.ceil(sizes.inner / minInner);
  const innerOfPart = 4 * Math.ceil(sizes.inner / Math.min(wanted, atMost) / 4);
  const parts = Math.ceil(sizes.inner / innerOfPart);
  const [aLanes, bLanes] = [lanesOf(lastOf(a)), lanesOf(lastOf(b))];
  const resultLanes = lanesOf(sizes.columns);
  const result = parts === 1 ? create(shape, resultLanes) : createTensor<Tensor>([parts, ...shape]);
  runShader({
    name: `${form}Product`,
    constants: { ...sizes, rowBlocks, columnBlocks, innerOfPart, parts },
    reads: { a: vectorView(a, aLanes), b: vectorView(b, bLanes) },
    writes: { result: vectorView(result, resultLanes) },
    size: { threads: rowBlocks * columnBlocks * parts },
    code: () => sourceOf(form, aLanes, bLanes, resultLanes),
  });
  return result;
}

/** Adds the parts in order, then the bias of each column where there is one, then ReLU. */
function finish<T extends Tensor>(
  parts: Tensor,
  shape: readonly number[],
  bias: Tensor1D | null,
  relu: boolean,
  create: Create,
): T {
  const columns = shape[shape.length - 1];
  const lanes = lanesOf(columns);
  const result = create<T>(shape, lanes);
  runShader({
    name: `productSum${bias === null ? '' : 'Bias'}${relu ? 'Relu' : ''}`,
    constants: { count: parts.size / result.size, columns: columns / lanes },
    reads: {
      parts: vectorView(parts, lanes),
      ...(bias === null ? {} : { bias: vectorView(bias, lanes) }),
    },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      fn run(index : u32) {
        let size = arrayLength(&result);
        if (index >= size) { return; }
        var sum = parts[index];
        for (var part = 1u; part < count; part++) { sum += parts[part * size + index]; }
        ${bias === null ? '' : 'sum += bias[index % columns];'}
        result[index] = ${relu ? reluOf('sum', typeOf(lanes)) : 'sum'};
      }`,
  });
  parts.dispose();
  return result;
}

function product<T extends Tensor>(
  form: Form,
  a: Tensor,
  b: Tensor,
  shape: readonly number[],
  create: Create,
): T {
  const parts = partsOfProduct(form, a, b, shape, create);
  return parts.rank === shape.length ? (parts as T) : finish(parts, shape, null, false, create);
}

export const webgpuProducts = {
  dense: (x, weights, bias, relu) => {
    const shape = [x.shape[0], weights.shape[1]];
    // Without ReLU they are logits, of which small differences decide.
    const create = relu ? createActivation : createTensor;
    const parts = partsOfProduct('plain', x, weights, shape, createTensor);
    return finish(parts, shape, bias, relu, create);
  },
  denseWeightGradient: (x, dy) =>
    product('transposedLeft', x, dy, [x.shape[1], dy.shape[1]], createTensor),
  denseInputGradient: (dy, weights) =>
    product('transposedRight', dy, weights, [dy.shape[0], weights.shape[0]], createActivation),
} satisfies Partial<Kernels>;

/** 1 × 1 convolution by a filter of 1 × 1 × channels × outputs. */
export function pointwise(
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | null,
  relu: boolean,
): Tensor4D {
  const shape = [...x.shape.slice(0, -1), filter.shape[3]];
  if (bias === null && !relu) return product('plain', x, filter, shape, createActivation);
  const parts = partsOfProduct('plain', x, filter, shape, createTensor);
  return finish(parts, shape, bias, relu, createActivation);
}

export function pointwiseFilterGradient(x: Tensor4D, dy: Tensor4D): Tensor4D {
  return product('transposedLeft', x, dy, [1, 1, x.shape[3], dy.shape[3]], createTensor);
}

export function pointwiseInputGradient(dy: Tensor4D, filter: Tensor4D): Tensor4D {
  const shape = [...dy.shape.slice(0, -1), filter.shape[2]];
  return product('transposedRight', dy, filter, shape, createActivation);
}
