/**
 * Poolings and their gradients: one shader each, no value added twice. 2 × 2 windows with stride 2
 * and whole images have their own; windowPooling.ts has those of all others.
 */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { PoolWindow } from '../../../../spec/networks/windows.ts';
import type { Kernels, Shape4D } from '../kernels.ts';
import { isHalving, isHalvingWhole } from '../windows.ts';
import { createActivation, lanesOf, runShader, typeOf, vectorView } from './shader.ts';
import {
  windowMaxPool,
  windowMaxPoolGradient,
  windowMeanPool,
  windowMeanPoolGradient,
} from './windowPooling.ts';

/** Where the window of an output value begins, and whether it reaches a second column and line. */
const windowCode = `
    let c = index % channels;
    let pixel = index / channels;
    let column = pixel % outWidth * 2u;
    let line = pixel / outWidth % outHeight * 2u;
    let start = ((pixel / outWidth / outHeight * height + line) * width + column) * channels + c;
    let hasRight = column + 1u < width;
    let hasBelow = line + 1u < height;`;

/** One thread a window; one at the far edge may be partial. */
const maxPoolCode = `
  fn run(index : u32) {
    if (index >= arrayLength(&result)) { return; }
    ${windowCode}
    var largest = x[start];
    if (hasRight) { largest = max(largest, x[start + channels]); }
    if (hasBelow) {
      let below = start + width * channels;
      largest = max(largest, x[below]);
      if (hasRight) { largest = max(largest, x[below + channels]); }
    }
    result[index] = largest;
  }
`;

function maxPool(x: Tensor4D, window: PoolWindow): Tensor4D {
  if (!isHalving(window, x.shape)) return windowMaxPool(x, window);
  const [images, height, width] = x.shape;
  const [outHeight, outWidth] = [Math.ceil(height / 2), Math.ceil(width / 2)];
  const lanes = lanesOf(x.shape[3]);
  const result = createActivation<Tensor4D>([images, outHeight, outWidth, x.shape[3]], lanes);
  runShader({
    name: 'maxPool',
    constants: { height, width, outHeight, outWidth, channels: x.shape[3] / lanes },
    reads: { x: vectorView(x, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: maxPoolCode,
  });
  return result;
}

/** One thread a window: dy goes to its first maximum, row by row, 0 to its other pixels. */
const maxPoolGradientCode = `
  fn run(index : u32) {
    if (index >= arrayLength(&dy)) { return; }
    ${windowCode}
    var largest = x[start];
    var place = P();
    if (hasRight) { take(x[start + channels], P(1), &largest, &place); }
    if (hasBelow) {
      let below = start + width * channels;
      take(x[below], P(2), &largest, &place);
      if (hasRight) { take(x[below + channels], P(3), &largest, &place); }
    }
    let upstream = dy[index];
    result[start] = select(V(), upstream, place == P(0));
    if (hasRight) { result[start + channels] = select(V(), upstream, place == P(1)); }
    if (hasBelow) {
      let below = start + width * channels;
      result[below] = select(V(), upstream, place == P(2));
      if (hasRight) { result[below + channels] = select(V(), upstream, place == P(3)); }
    }
  }

  fn take(value : V, at : P, largest : ptr<function, V>, place : ptr<function, P>) {
    *place = select(*place, at, value > *largest);
    *largest = max(*largest, value);
  }
`;

function maxPoolGradient(dy: Tensor4D, x: Tensor4D, y: Tensor4D, window: PoolWindow): Tensor4D {
  if (!isHalving(window, x.shape)) return windowMaxPoolGradient(dy, x, y, window);
  const [, height, width] = x.shape;
  const [, outHeight, outWidth] = dy.shape;
  const lanes = lanesOf(x.shape[3]);
  const channels = x.shape[3] / lanes;
  const result = createActivation<Tensor4D>(x.shape, lanes);
  runShader({
    name: 'maxPoolGradient',
    constants: { height, width, outHeight, outWidth, channels },
    reads: { dy: vectorView(dy, lanes), x: vectorView(x, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: dy.size / lanes },
    code: `
      alias V = ${typeOf(lanes)};
      alias P = ${lanes === 4 ? 'vec4<u32>' : 'u32'};
      ${maxPoolGradientCode}`,
  });
  return result;
}

/** One thread a window, all of which lie whole in the image. */
function meanPool(x: Tensor4D, window: PoolWindow): Tensor4D {
  if (!isHalvingWhole(window, x.shape)) return windowMeanPool(x, window);
  const [images, height, width, depth] = x.shape;
  const [outHeight, outWidth] = [Math.floor(height / 2), Math.floor(width / 2)];
  const lanes = lanesOf(depth);
  const result = createActivation<Tensor4D>([images, outHeight, outWidth, depth], lanes);
  runShader({
    name: 'meanPool',
    constants: { height, width, outHeight, outWidth, channels: depth / lanes },
    reads: { x: vectorView(x, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let pixel = index / channels;
        let column = pixel % outWidth * 2u;
        let line = pixel / outWidth / outHeight * height + pixel / outWidth % outHeight * 2u;
        let start = (line * width + column) * channels + index % channels;
        let below = start + width * channels;
        result[index] = (x[start] + x[start + channels] + (x[below] + x[below + channels])) / 4.0;
      }`,
  });
  return result;
}

/** One thread a pixel: a quarter of its window's dy, 0 where it lies in none. */
function meanPoolGradient(dy: Tensor4D, shape: Shape4D, window: PoolWindow): Tensor4D {
  if (!isHalvingWhole(window, shape)) return windowMeanPoolGradient(dy, shape, window);
  const [, height, width, depth] = shape;
  const [, outHeight, outWidth] = dy.shape;
  const lanes = lanesOf(depth);
  const result = createActivation<Tensor4D>(shape, lanes);
  runShader({
    name: 'meanPoolGradient',
    constants: { height, width, outHeight, outWidth, channels: depth / lanes },
    reads: { dy: vectorView(dy, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let pixel = index / channels;
        let column = pixel % width / 2u;
        let line = pixel / width % height / 2u;
        var upstream = ${typeOf(lanes)}();
        if (column < outWidth && line < outHeight) {
          let window = (pixel / width / height * outHeight + line) * outWidth + column;
          upstream = dy[window * channels + index % channels] / 4.0;
        }
        result[index] = upstream;
      }`,
  });
  return result;
}

function averagePool(x: Tensor4D): Tensor2D {
  const [batch, height, width, depth] = x.shape;
  const lanes = lanesOf(depth);
  const result = createActivation<Tensor2D>([batch, depth], lanes);
  runShader({
    name: 'averagePool',
    constants: { pixels: height * width, channels: depth / lanes },
    reads: { x: vectorView(x, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      alias V = ${typeOf(lanes)};
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let start = index / channels * pixels * channels + index % channels;
        var sum = V();
        for (var pixel = 0u; pixel < pixels; pixel++) { sum += x[start + pixel * channels]; }
        result[index] = sum / f32(pixels);
      }`,
  });
  return result;
}

function averagePoolGradient(dy: Tensor2D, shape: Shape4D): Tensor4D {
  const [, height, width, depth] = shape;
  const lanes = lanesOf(depth);
  const result = createActivation<Tensor4D>(shape, lanes);
  runShader({
    name: 'averagePoolGradient',
    constants: { pixels: height * width, channels: depth / lanes },
    reads: { dy: vectorView(dy, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let image = index / channels / pixels;
        result[index] = dy[image * channels + index % channels] / f32(pixels);
      }`,
  });
  return result;
}

export const webgpuPooling = {
  maxPool,
  maxPoolGradient,
  meanPool,
  meanPoolGradient,
  averagePool,
  averagePoolGradient,
} satisfies Partial<Kernels>;
