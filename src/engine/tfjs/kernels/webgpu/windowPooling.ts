/**
 * Poolings of any window and their gradients. Forward a thread takes a window; on the way back it
 * takes a pixel and asks the windows that it lies in, row by row, so that no value is added twice.
 */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { PoolWindow } from '../../../../spec/networks/windows.ts';
import type { Shape4D } from '../kernels.ts';
import { pooledShape } from '../windows.ts';
import { createActivation, lanesOf, runShader, typeOf, vectorView } from './shader.ts';

/** The lines or columns of an image that a window sees, and how many it counts, zeros included. */
const windowCode = `
  struct Seen { first : u32, end : u32, counted : u32 }
  fn seenBy(place : u32, length : u32) -> Seen {
    // Counted from the first of the zeros before the image.
    let begin = place * stride;
    let first = max(begin, padding) - padding;
    let end = min(begin + size - min(padding, begin + size), length);
    return Seen(first, end, min(size, length + 2u * padding - begin));
  }
`;

/** The windows along a side that a pixel lies in. */
const placesCode = `
  fn firstPlace(pixel : u32) -> u32 {
    let at = pixel + padding;
    return select(0u, (at - size) / stride + 1u, at >= size);
  }
  fn placesEnd(pixel : u32, places : u32) -> u32 {
    return min((pixel + padding) / stride + 1u, places);
  }
`;

/** What all shaders here know of images of a shape and of the windows that see them. */
function sizesOf(shape: Shape4D, { size, stride, padding }: PoolWindow, pooled: Shape4D) {
  const [, height, width, depth] = shape;
  const [, outHeight, outWidth] = pooled;
  const lanes = lanesOf(depth);
  const channels = depth / lanes;
  const constants = { size, stride, padding, height, width, outHeight, outWidth, channels };
  return { lanes, constants, alias: `alias V = ${typeOf(lanes)};` };
}

/** One thread a window, which begins with `start`, goes over its pixels by `each`, and ends so. */
function runForward(
  name: string,
  x: Tensor4D,
  window: PoolWindow,
  { start, each, end }: Readonly<Record<'start' | 'each' | 'end', string>>,
): Tensor4D {
  const shape = pooledShape(x.shape, window);
  const { lanes, constants, alias } = sizesOf(x.shape, window, shape);
  const result = createActivation<Tensor4D>(shape, lanes);
  runShader({
    name,
    constants,
    reads: { x: vectorView(x, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      ${alias}
      ${windowCode}
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let channel = index % channels;
        let place = index / channels;
        let image = place / outWidth / outHeight;
        let lines = seenBy(place / outWidth % outHeight, height);
        let columns = seenBy(place % outWidth, width);
        var value = ${start};
        for (var line = lines.first; line < lines.end; line++) {
          for (var column = columns.first; column < columns.end; column++) {
            let seen = x[((image * height + line) * width + column) * channels + channel];
            ${each}
          }
        }
        result[index] = ${end};
      }`,
  });
  return result;
}

/** Maximum of each window: at least its first pixel. */
export function windowMaxPool(x: Tensor4D, window: PoolWindow): Tensor4D {
  return runForward('windowMaxPool', x, window, {
    start: 'x[((image * height + lines.first) * width + columns.first) * channels + channel]',
    each: 'value = max(value, seen);',
    end: 'value',
  });
}

/** Mean of each window, zeros around the image included. */
export function windowMeanPool(x: Tensor4D, window: PoolWindow): Tensor4D {
  return runForward('windowMeanPool', x, window, {
    start: 'V()',
    each: 'value += seen;',
    end: 'value / f32(lines.counted * columns.counted)',
  });
}

/**
 * Σ dy of the windows whose first maximum a pixel is: it equals the window's maximum y, and no pixel
 * of the window before it does.
 */
export function windowMaxPoolGradient(
  dy: Tensor4D,
  x: Tensor4D,
  y: Tensor4D,
  window: PoolWindow,
): Tensor4D {
  const { lanes, constants, alias } = sizesOf(x.shape, window, dy.shape);
  const result = createActivation<Tensor4D>(x.shape, lanes);
  const truth = lanes === 4 ? 'vec4<bool>' : 'bool';
  runShader({
    name: 'windowMaxPoolGradient',
    constants,
    reads: {
      dy: vectorView(dy, lanes),
      x: vectorView(x, lanes),
      y: vectorView(y, lanes),
    },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      ${alias}
      alias T = ${truth};
      ${windowCode}
      ${placesCode}
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let channel = index % channels;
        let pixel = index / channels;
        let column = pixel % width;
        let line = pixel / width % height;
        let image = pixel / width / height;
        let own = x[index];
        var sum = V();
        for (var below = firstPlace(line); below < placesEnd(line, outHeight); below++) {
          let lines = seenBy(below, height);
          for (var beside = firstPlace(column); beside < placesEnd(column, outWidth); beside++) {
            let columns = seenBy(beside, width);
            let at = ((image * outHeight + below) * outWidth + beside) * channels + channel;
            let largest = y[at];
            var isFirst = own == largest;
            for (var before = lines.first; before <= line; before++) {
              let end = select(columns.end, column, before == line);
              for (var left = columns.first; left < end; left++) {
                let other = x[((image * height + before) * width + left) * channels + channel];
                isFirst = select(isFirst, T(), other == largest);
              }
            }
            sum += select(V(), dy[at], isFirst);
          }
        }
        result[index] = sum;
      }`,
  });
  return result;
}

/** Σ of the windows' dy that a pixel lies in, each divided by what its window counts. */
export function windowMeanPoolGradient(dy: Tensor4D, shape: Shape4D, window: PoolWindow): Tensor4D {
  const { lanes, constants, alias } = sizesOf(shape, window, dy.shape);
  const result = createActivation<Tensor4D>(shape, lanes);
  runShader({
    name: 'windowMeanPoolGradient',
    constants,
    reads: { dy: vectorView(dy, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      ${alias}
      ${windowCode}
      ${placesCode}
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let channel = index % channels;
        let pixel = index / channels;
        let column = pixel % width;
        let line = pixel / width % height;
        let image = pixel / width / height;
        var sum = V();
        for (var below = firstPlace(line); below < placesEnd(line, outHeight); below++) {
          let lines = seenBy(below, height);
          for (var beside = firstPlace(column); beside < placesEnd(column, outWidth); beside++) {
            let columns = seenBy(beside, width);
            let at = ((image * outHeight + below) * outWidth + beside) * channels + channel;
            sum += dy[at] / f32(lines.counted * columns.counted);
          }
        }
        result[index] = sum;
      }`,
  });
  return result;
}
