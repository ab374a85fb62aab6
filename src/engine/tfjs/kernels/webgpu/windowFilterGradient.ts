/**
 * Filter gradient of a convolution of any window, dF[ky, kx, c, o] = Σ x[…, c]·dy[…, o] over all
 * pixels. A thread holds up to 4 taps of a filter row × 4 channels × 4 outputs in registers, and
 * goes along lines of dy. The lines are cut into parts, which are then added in order.
 * filterGradient.ts is for 3 × 3 windows, whose taps share the pixels of x that they see.
 */
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Window } from '../../../../spec/networks/windows.ts';
import { columnSums } from './columnSums.ts';
import { createTensor, type Lanes, lanesOf, runShader, vectorView } from './shader.ts';

/** Threads that suffice to fill a graphics card; more parts only cost more adding. */
const enoughThreads = 16384;
const maxParts = 512;
/** Taps that a thread holds at most: with 4 channels each, 16 vectors of sums. */
const mostTaps = 4;

interface Plan {
  readonly taps: number;
  /** Channels of a thread, and whether those of x and the outputs of dy are read in fours. */
  readonly channels: number;
  readonly inputLanes: Lanes;
  readonly outputLanes: Lanes;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const join = (lines: readonly string[]) => lines.join('\n');

function sourceOf({ taps, channels, inputLanes, outputLanes }: Plan): string {
  const sums = upTo(taps).flatMap((tap) =>
    upTo(channels).map((c) => ({ name: `sum${tap}_${c}`, tap, c })),
  );
  const ofX = upTo(4).map((c) =>
    c < channels ? `x[min(at * inputs + channel + ${c}u, last)]` : '0.0',
  );
  const pixel = inputLanes === 4 ? 'x[(at * inputs + channel) / 4u]' : `vec4<f32>(${ofX})`;
  const ofDy = upTo(4).map((o) => `dy[min(pixel * outputs + output + ${o}u, lastUpstream)]`);
  const upstream = outputLanes === 4 ? 'dy[(pixel * outputs + output) / 4u]' : `vec4<f32>(${ofDy})`;
  const products = (tap: number) => `
    {
      let column = first + ${tap};
      if (column >= 0 && column < i32(width)) {
        let at = line + u32(column);
        let seen = ${pixel};
        ${join(upTo(channels).map((c) => `sum${tap}_${c} += seen[${c}] * upstream;`))}
      }
    }`;
  const store = ({ name, tap, c }: (typeof sums)[number]) => {
    const to = `start + (${tap}u * inputs + ${c}u) * outputs`;
    const stores =
      outputLanes === 4
        ? `result[(${to}) / 4u] = ${name};`
        : join(
            upTo(4).map(
              (o) => `if (output + ${o}u < outputs) { result[${to} + ${o}u] = ${name}[${o}]; }`,
            ),
          );
    return `if (firstTap + ${tap}u < size && channel + ${c}u < inputs) { ${stores} }`;
  };
  return `
    fn run(index : u32) {
      let output = index % outputBlocks * 4u;
      let channel = index / outputBlocks % inputBlocks * ${channels}u;
      let firstTap = index / outputBlocks / inputBlocks % tapBlocks * ${taps}u;
      let row = index / outputBlocks / inputBlocks / tapBlocks % size;
      let part = index / outputBlocks / inputBlocks / tapBlocks / size;
      if (part >= parts) { return; }
      ${inputLanes === 4 ? '' : 'let last = arrayLength(&x) - 1u;'}
      ${outputLanes === 4 ? '' : 'let lastUpstream = arrayLength(&dy) - 1u;'}
      ${join(sums.map(({ name }) => `var ${name} = vec4<f32>();`))}
      for (var outLine = part; outLine < lines; outLine += parts) {
        // Counted from the first line of zeros above the image.
        let y = outLine % outHeight * stride + row;
        if (y < padding || y >= height + padding) { continue; }
        let line = (outLine / outHeight * height + y - padding) * width;
        for (var place = 0u; place < outWidth; place++) {
          let pixel = outLine * outWidth + place;
          let upstream = ${upstream};
          let first = i32(place * stride + firstTap) - i32(padding);
          ${join(upTo(taps).map(products))}
        }
      }
      let start = (((part * size + row) * size + firstTap) * inputs + channel) * outputs + output;
      ${join(sums.map(store))}
    }`;
}

/** Gradient of a filter of size × size × channels × outputs. */
export function windowFilterGradient(x: Tensor4D, dy: Tensor4D, window: Window): Tensor4D {
  const { size, stride, padding } = window;
  const [, height, width, inputs] = x.shape;
  const [images, outHeight, outWidth, outputs] = dy.shape;
  const tapBlocks = Math.ceil(size / mostTaps);
  const plan: Plan = {
    taps: Math.ceil(size / tapBlocks),
    channels: Math.min(4, inputs),
    inputLanes: lanesOf(inputs),
    outputLanes: lanesOf(outputs),
  };
  const inputBlocks = Math.ceil(inputs / plan.channels);
  const outputBlocks = Math.ceil(outputs / 4);
  const lines = images * outHeight;
  const ofPart = size * tapBlocks * inputBlocks * outputBlocks;
  const parts = Math.min(lines, maxParts, Math.ceil(enoughThreads / ofPart));
  const shape = [size, size, inputs, outputs];
  const result: Tensor = createTensor(parts === 1 ? shape : [parts, ...shape]);
  runShader({
    name: 'windowFilterGradient',
    constants: {
      ...{ size, stride, padding, height, width, inputs, outHeight, outWidth, outputs, lines },
      ...{ tapBlocks, inputBlocks, outputBlocks, parts },
    },
    reads: { x: vectorView(x, plan.inputLanes), dy: vectorView(dy, plan.outputLanes) },
    writes: { result: vectorView(result, plan.outputLanes) },
    size: { threads: ofPart * parts },
    code: () => sourceOf(plan),
  });
  if (parts === 1) return result as Tensor4D;
  const sum = columnSums<Tensor4D>(result, shape);
  result.dispose();
  return sum;
}
