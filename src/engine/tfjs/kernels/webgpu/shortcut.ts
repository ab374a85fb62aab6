/** The residual shortcut without weights, and every stride-th pixel for whatever else needs it. */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels, Shape4D } from '../kernels.ts';
import { commonLanes, createActivation, runShader, typeOf, vectorView } from './shader.ts';

/** Every stride-th pixel, with channels of zeros behind its own. */
export function everyPixel(x: Tensor4D, channels: number, stride: number): Tensor4D {
  const [batch, height, width, kept] = x.shape;
  const [outHeight, outWidth] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const lanes = commonLanes(kept, channels);
  const result = createActivation<Tensor4D>([batch, outHeight, outWidth, channels], lanes);
  const inLanes = { kept: kept / lanes, channels: channels / lanes };
  runShader({
    name: 'shortcut',
    constants: { height, width, outHeight, outWidth, ...inLanes, stride },
    reads: { x: vectorView(x, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      alias V = ${typeOf(lanes)};
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let c = index % channels;
        let pixel = index / channels;
        let line = pixel / outWidth / outHeight * height + pixel / outWidth % outHeight * stride;
        let source = (line * width + pixel % outWidth * stride) * kept + c;
        // Within the image for every c, so that reading it is harmless where zeros are due.
        let value = x[min(source, arrayLength(&x) - 1u)];
        result[index] = select(V(), value, c < kept);
      }`,
  });
  return result;
}

/** Its gradient: that of images of a shape, 0 for the pixels between. */
export function spreadPixels(dy: Tensor4D, shape: Shape4D, stride: number): Tensor4D {
  const [, height, width, kept] = shape;
  const [, outHeight, outWidth, channels] = dy.shape;
  const lanes = commonLanes(kept, channels);
  const result = createActivation<Tensor4D>(shape, lanes);
  const inLanes = { kept: kept / lanes, channels: channels / lanes };
  runShader({
    name: 'shortcutGradient',
    constants: { height, width, outHeight, outWidth, ...inLanes, stride },
    reads: { dy: vectorView(dy, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      alias V = ${typeOf(lanes)};
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let pixel = index / kept;
        let column = pixel % width;
        let line = pixel / width % height;
        var upstream = V();
        if (column % stride == 0u && line % stride == 0u) {
          let outLine = pixel / width / height * outHeight + line / stride;
          upstream = dy[(outLine * outWidth + column / stride) * channels + index % kept];
        }
        result[index] = upstream;
      }`,
  });
  return result;
}

export const webgpuShortcut = {
  shortcut: everyPixel,
  shortcutGradient: (dy, x, stride) => spreadPixels(dy, x.shape, stride),
} satisfies Partial<Kernels>;
