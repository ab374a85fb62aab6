/**
 * Convolution and its input gradient. Both sum a source (x, or dy) times the filter: a thread holds
 * 4 pixels of a line × 4 channels of the result in registers, and goes along the source's channels
 * in fours, so that for 3 × 3 windows 6 to 9 pixels and 12 rows of weights serve up to 192 products.
 */
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Steps, Window } from '../../../../spec/networks/windows.ts';
import type { Shape4D } from '../kernels.ts';
import { convolvedShape } from '../windows.ts';
import {
  createActivation,
  type Lanes,
  lanesOf,
  reluOf,
  runShader,
  typeOf,
  vectorView,
} from './shader.ts';

/** Which sum is taken: y from x, or dx from dy. */
type Direction = 'forward' | 'back';

interface Plan {
  readonly direction: Direction;
  readonly window: Window;
  /** Channels of the source. */
  readonly depth: number;
  /** Whether arrays are in fours: of the source, of the filter (along its outputs), the result. */
  readonly sourceLanes: Lanes;
  readonly filterLanes: Lanes;
  readonly resultLanes: Lanes;
  readonly hasBias: boolean;
  readonly relu: boolean;
}

/** Channels of a thread. */
const block = 4;
const fours = [0, 1, 2, 3] as const;

/** Pixels of a thread: as many as a stride goes into, on the way back, where it goes into 4 or not. */
function pixelsOf(direction: Direction, { stride }: Window): number {
  return direction === 'forward' || 4 % stride === 0 ? 4 : stride;
}

/** Windows up to here have a line of the filter written out; larger ones go along it in pieces. */
const largestWhole = 5;

/** Columns of the filter that are written out: a line of it, or of a large one so many strides. */
function tapsOf({ size, stride }: Window): number {
  return size <= largestWhole ? size : stride * Math.max(1, Math.floor(4 / stride));
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/**
 * Column of the source that a pixel of the block needs for a column of the filter, counted from
 * the block's first; null where the filter does not meet it there.
 */
function columnOf({ direction, window }: Plan, pixel: number, kx: number): number | null {
  const { stride, padding } = window;
  if (direction === 'forward') return stride * pixel + kx - padding;
  const moved = pixel + padding - kx;
  return moved % stride === 0 ? moved / stride : null;
}

function pairsOf(plan: Plan) {
  return upTo(tapsOf(plan.window)).flatMap((kx) =>
    upTo(pixelsOf(plan.direction, plan.window)).flatMap((pixel) => {
      const column = columnOf(plan, pixel, kx);
      return column === null ? [] : [{ kx, pixel, column }];
    }),
  );
}

const nameOf = (column: number) => `source${column < 0 ? `Before${-column}` : column}`;

function loadColumn({ sourceLanes, depth }: Plan, column: number): string {
  const value = fours.map((c) => {
    if (c >= depth) return '0.0';
    const single = `source[min(at + ${c}u, last)]`;
    return depth % block === 0 ? single : `select(0.0, ${single}, channel + ${c}u < depth)`;
  });
  const loaded = sourceLanes === 4 ? 'source[at / 4u]' : `vec4<f32>(${value.join(', ')})`;
  return `
    var ${nameOf(column)} = vec4<f32>();
    {
      let column = firstColumn + ${column};
      if (column >= 0 && column < i32(sourceWidth)) {
        let at = u32(line + column) * depth + channel;
        ${nameOf(column)} = ${loaded};
      }
    }`;
}

/** Four weights along the outputs: of one channel c (a u32), from output o on. */
function weights({ window, filterLanes }: Plan, kx: number, c: string, o: string): string {
  const [taps, { size }] = [tapsOf(window), window];
  const column = taps === size ? `${kx}u` : `firstTap + ${kx}u`;
  const at = `((ky * size + ${column}) * inputs + ${c}) * outputs + ${o}`;
  const row =
    filterLanes === 4
      ? `taps[min(${at}, lastTap) / 4u]`
      : `vec4<f32>(${fours.map((k) => `taps[min(${at} + ${k}u, lastTap)]`).join(', ')})`;
  // The last piece of a line may reach into the next one.
  return taps === size || size % taps === 0 || kx < size % taps
    ? row
    : `select(vec4<f32>(), ${row}, ${column} < size)`;
}

function productsOf(plan: Plan): string {
  const pairs = pairsOf(plan);
  const lines = upTo(tapsOf(plan.window)).flatMap((kx) => {
    const own = pairs.filter((pair) => pair.kx === kx);
    return fours.slice(0, plan.direction === 'forward' ? plan.depth : block).flatMap((c) => {
      const row =
        plan.direction === 'forward'
          ? weights(plan, kx, `channel + ${c}u`, 'first')
          : weights(plan, kx, `first + ${c}u`, 'channel');
      const products = own.map(({ pixel, column }) =>
        plan.direction === 'forward'
          ? `sum${pixel} += ${nameOf(column)}[${c}] * row;`
          : `sum${pixel}[${c}] += dot(${nameOf(column)}, row);`,
      );
      return [`{ let row = ${row};`, ...products, '}'];
    });
  });
  return lines.join('\n');
}

/** Sets `line`, where the source's line begins, or goes on with the next line of the filter. */
function lineOf({ direction }: Plan): string {
  if (direction === 'forward') {
    return `
      let sourceY = i32(y * stride + ky) - i32(padding);
      if (sourceY < 0 || sourceY >= i32(sourceHeight)) { continue; }`;
  }
  return `
    let moved = i32(y + padding) - i32(ky);
    if (moved < 0 || moved % i32(stride) != 0) { continue; }
    let sourceY = moved / i32(stride);
    if (sourceY >= i32(sourceHeight)) { continue; }`;
}

function storeOf({ resultLanes, hasBias, relu }: Plan, pixel: number): string {
  const store = (to: string, sum: string, bias: string) => `
    let value = ${hasBias ? `${sum} + ${bias}` : sum};
    result[${to}] = ${relu ? reluOf('value', typeOf(resultLanes)) : 'value'};`;
  const storeOne = (c: number) => `
    if (first + ${c}u < resultDepth) {
      ${store(`at + ${c}u`, `sum${pixel}[${c}]`, `bias[first + ${c}u]`)}
    }`;
  const stores =
    resultLanes === 4
      ? store('at / 4u', `sum${pixel}`, 'bias[first / 4u]')
      : fours.map(storeOne).join('\n');
  return `
    if (firstPixel + ${pixel}u < width) {
      let at = ((image * height + y) * width + firstPixel + ${pixel}u) * resultDepth + first;
      ${stores}
    }`;
}

function sourceOf(plan: Plan): string {
  const { direction, window, sourceLanes, filterLanes, resultLanes } = plan;
  const columns = [...new Set(pairsOf(plan).map(({ column }) => column))];
  const pixels = upTo(pixelsOf(direction, window));
  const taps = tapsOf(window);
  const products = `
    for (var channel = 0u; channel < depth; channel += 4u) {
      ${columns.map((column) => loadColumn(plan, column)).join('\n')}
      ${productsOf(plan)}
    }`;
  const inPieces = `
    for (var firstTap = 0u; firstTap < size; firstTap += ${taps}u) {
      let firstColumn = ownColumn ${direction === 'forward' ? '+ i32(firstTap)' : '- i32(firstTap / stride)'};
      ${products}
    }`;
  return `
    fn run(index : u32) {
      let first = index % blocks * 4u;
      let firstPixel = index / blocks % tiles * ${pixels.length}u;
      let y = index / blocks / tiles % height;
      let image = index / blocks / tiles / height;
      let values = arrayLength(&result) * ${resultLanes}u;
      if (image * height * width * resultDepth >= values) { return; }
      ${sourceLanes === 4 ? '' : 'let last = arrayLength(&source) - 1u;'}
      let lastTap = arrayLength(&taps) * ${filterLanes}u - 1u;
      let ${taps === window.size ? 'firstColumn' : 'ownColumn'} = i32(firstPixel ${direction === 'forward' ? '*' : '/'} stride);
      ${pixels.map((pixel) => `var sum${pixel} = vec4<f32>();`).join('\n')}
      for (var ky = 0u; ky < size; ky++) {
        ${lineOf(plan)}
        let line = (i32(image * sourceHeight) + sourceY) * i32(sourceWidth);
        ${taps === window.size ? products : inPieces}
      }
      ${pixels.map((pixel) => storeOf(plan, pixel)).join('\n')}
    }`;
}

function runDirect(
  direction: Direction,
  source: Tensor4D,
  filter: Tensor4D,
  shape: Shape4D,
  { stride, padding }: Steps,
  { bias, relu }: { readonly bias: Tensor1D | null; readonly relu: boolean },
): Tensor4D {
  const [images, height, width, resultDepth] = shape;
  const [, sourceHeight, sourceWidth, depth] = source.shape;
  const [size, , inputs, outputs] = filter.shape;
  const plan: Plan = {
    direction,
    window: { size, stride, padding },
    depth,
    sourceLanes: lanesOf(depth),
    filterLanes: lanesOf(outputs),
    resultLanes: lanesOf(resultDepth),
    hasBias: bias !== null,
    relu,
  };
  const blocks = Math.ceil(resultDepth / block);
  const tiles = Math.ceil(width / pixelsOf(direction, plan.window));
  const result = createActivation<Tensor4D>(shape, plan.resultLanes);
  const sizes = { height, width, resultDepth, sourceHeight, sourceWidth, depth };
  const forward = `convolution${bias === null ? '' : 'Bias'}${relu ? 'Relu' : ''}`;
  const reads: Record<string, ReturnType<typeof vectorView>> = {
    source: vectorView(source, plan.sourceLanes),
    taps: vectorView(filter as Tensor, plan.filterLanes),
  };
  if (bias !== null) reads.bias = vectorView(bias, plan.resultLanes);
  runShader({
    name: direction === 'forward' ? forward : 'inputGradient',
    constants: { ...sizes, inputs, outputs, size, stride, padding, blocks, tiles },
    reads,
    writes: { result: vectorView(result, plan.resultLanes) },
    size: { threads: images * height * tiles * blocks },
    code: () => sourceOf(plan),
  });
  return result;
}

/** Convolution by a filter of size × size × channels × outputs. */
export function directConvolution(
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | null,
  steps: Steps,
  relu: boolean,
): Tensor4D {
  const shape = convolvedShape(x.shape, filter.shape, steps);
  return runDirect('forward', x, filter, shape, steps, { bias, relu });
}

/** Gradient of its images, which had the shape given. */
export function directInputGradient(
  dy: Tensor4D,
  filter: Tensor4D,
  shape: Shape4D,
  steps: Steps,
): Tensor4D {
  return runDirect('back', dy, filter, shape, steps, { bias: null, relu: false });
}
