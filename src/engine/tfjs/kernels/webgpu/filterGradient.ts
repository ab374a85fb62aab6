/**
 * Filter gradient of a 3 × 3 convolution, dF[ky, kx, c, o] = Σ x[…, c]·dy[…, o] over all pixels. A
 * thread holds a block of one filter row in registers: three taps of up to 4 channels × 4 outputs,
 * which three pixels of x and one of dy serve, and goes along lines of dy, so that each step loads
 * `stride` new pixels of x. The lines are cut into parts; a second shader adds the parts in order.
 * Where channels come in fours, tiledFilterGradient.ts computes the same parts in another way.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, type Tensor, type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import type { Shape4D } from '../kernels.ts';
import type { Stride } from '../windows.ts';
import { chosenVariant, type TuningTask } from './autotuning.ts';
import { columnSums } from './columnSums.ts';
import { createTensor, type Lanes, lanesOf, runShader, vectorView } from './shader.ts';
import { tileBlocks, tiledSource, tileLanes } from './tiledFilterGradient.ts';

/** Threads that suffice to fill a graphics card; more parts only cost more adding. */
const enoughThreads = 16384;
const maxParts = 512;

/** Channels of x (C) and of dy (O) in a block, and the arrays' lanes. */
interface Blocks {
  readonly inputs: number;
  readonly inputLanes: Lanes;
  readonly outputLanes: Lanes;
}

const join = (lines: readonly string[]) => lines.join('\n');
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Declares `name0`, `name1`, … as the block's values of x at a pixel, 0 where `isIn` is false. */
function loadPixel({ inputs, inputLanes }: Blocks, target: string, isIn: string): string {
  const values =
    inputLanes === 4
      ? ['x[(at * inputs + channel) / 4u]']
      : range(inputs).map((c) => `x[min(at * inputs + channel + ${c}u, last)]`);
  const assign = values.map((value, c) => `${target}${inputLanes === 4 ? '' : c} = ${value};`);
  return `if (${isIn}) { ${assign.join(' ')} } else { ${zero({ inputs, inputLanes }, target)} }`;
}

function variables({ inputs, inputLanes }: Pick<Blocks, 'inputs' | 'inputLanes'>, name: string) {
  return inputLanes === 4 ? [name] : range(inputs).map((c) => `${name}${c}`);
}

function zero(blocks: Pick<Blocks, 'inputs' | 'inputLanes'>, name: string): string {
  return variables(blocks, name)
    .map((variable) => `${variable} = ${blocks.inputLanes === 4 ? 'vec4<f32>()' : '0.0'};`)
    .join(' ');
}

/** The pixels left of, at and right of the middle. */
const window = ['left', 'middle', 'right'];

function sourceOf(blocks: Blocks, stride: Stride): string {
  const type = blocks.inputLanes === 4 ? 'vec4<f32>' : 'f32';
  const declared = window.flatMap((name) => variables(blocks, name));
  const move = (to: string, source: string) => {
    const sources = variables(blocks, source);
    return join(variables(blocks, to).map((name, c) => `${name} = ${sources[c]};`));
  };
  const load = (name: string, offset: string) => `
    { let column = i32(${offset}); let at = line + u32(max(column, 0));
      ${loadPixel(blocks, name, 'column >= 0 && column < i32(width)')} }`;
  const component = (name: string, c: number) =>
    blocks.inputLanes === 4 ? `${name}.${'xyzw'[c]}` : `${name}${c}`;
  const sums = window.flatMap((name, tap) =>
    range(blocks.inputs).map((c) => ({ sum: `sum${tap}_${c}`, value: component(name, c), tap, c })),
  );
  const upstream =
    blocks.outputLanes === 4
      ? 'dy[(pixel * outputs + output) / 4u]'
      : `vec4<f32>(${range(4).map((o) => `dy[min(pixel * outputs + output + ${o}u, lastUpstream)]`)})`;
  const store = ({ sum, tap, c }: (typeof sums)[number]) => {
    const to = `at + ${tap}u * inputs * outputs + ${c}u * outputs`;
    if (blocks.outputLanes === 4) return `result[(${to}) / 4u] = ${sum};`;
    return join(
      range(4).map(
        (o) => `if (output + ${o}u < outputs) { result[${to} + ${o}u] = ${sum}[${o}]; }`,
      ),
    );
  };
  const storeChannel = (c: number) => `
    if (channel + ${c}u < inputs) { ${join(sums.filter((one) => one.c === c).map(store))} }`;
  return `
    fn run(index : u32) {
      let output = index % outputBlocks * 4u;
      let channel = index / outputBlocks % inputBlocks * ${blocks.inputs}u;
      let row = index / outputBlocks / inputBlocks % 3u;
      let part = index / outputBlocks / inputBlocks / 3u;
      if (part >= parts) { return; }
      ${blocks.inputLanes === 4 ? '' : 'let last = arrayLength(&x) - 1u;'}
      ${blocks.outputLanes === 4 ? '' : 'let lastUpstream = arrayLength(&dy) - 1u;'}
      ${join(sums.map(({ sum }) => `var ${sum} = vec4<f32>();`))}
      ${join(declared.map((name) => `var ${name} : ${type};`))}
      for (var outLine = part; outLine < lines; outLine += parts) {
        let y = outLine % outHeight * stride + row;
        // y counts from the line of zeros above the image.
        if (y == 0u || y > height) { continue; }
        let line = (outLine / outHeight * height + y - 1u) * width;
        ${zero(blocks, stride === 1 ? 'middle' : 'right')}
        ${stride === 1 ? load('right', '0') : ''}
        for (var place = 0u; place < outWidth; place++) {
          ${
            stride === 1
              ? move('left', 'middle') + move('middle', 'right') + load('right', 'place + 1u')
              : move('left', 'right') +
                load('middle', '2u * place') +
                load('right', '2u * place + 1u')
          }
          let pixel = outLine * outWidth + place;
          let upstream = ${upstream};
          ${join(sums.map(({ sum, value }) => `${sum} += ${value} * upstream;`))}
        }
      }
      let at = (part * 9u + row * 3u) * inputs * outputs + channel * outputs + output;
      ${join(range(blocks.inputs).map(storeChannel))}
    }`;
}

/** All that the shaders need to know of a gradient's shape. */
interface Gradient {
  readonly blocks: Blocks;
  readonly stride: Stride;
  readonly constants: Readonly<Record<string, number>>;
  readonly parts: number;
  /** Shape of the result: the parts, or where there is one the filter. */
  readonly shape: readonly number[];
}

export function gradientOf(x: Shape4D, dy: Shape4D, stride: Stride): Gradient {
  const [, height, width, inputs] = x;
  const [images, outHeight, outWidth, outputs] = dy;
  const blocks: Blocks = {
    inputs: Math.min(4, inputs),
    inputLanes: lanesOf(inputs),
    outputLanes: lanesOf(outputs),
  };
  const inputBlocks = Math.ceil(inputs / blocks.inputs);
  const outputBlocks = Math.ceil(outputs / 4);
  const lines = images * outHeight;
  const parts = Math.min(
    lines,
    maxParts,
    Math.ceil(enoughThreads / (3 * inputBlocks * outputBlocks)),
  );
  const filter = [3, 3, inputs, outputs];
  return {
    blocks,
    stride,
    constants: {
      ...{ height, width, inputs, outHeight, outWidth, outputs, lines, stride },
      ...{ inputBlocks, outputBlocks, parts },
    },
    parts,
    shape: parts === 1 ? filter : [parts, ...filter],
  };
}

/** The parts by threads that load for themselves. */
function byBlocks(
  x: Tensor4D,
  dy: Tensor4D,
  { blocks, stride, constants, shape }: Gradient,
): Tensor {
  const result = createTensor(shape);
  const { inputBlocks, outputBlocks, parts } = constants;
  runShader({
    name: 'filterGradient',
    constants,
    reads: { x: vectorView(x, blocks.inputLanes), dy: vectorView(dy, blocks.outputLanes) },
    writes: { result: vectorView(result, blocks.outputLanes) },
    size: { threads: 3 * inputBlocks * outputBlocks * parts },
    code: () => sourceOf(blocks, stride),
  });
  return result;
}

/** The parts by groups that load together; for channels in fours only. */
function byTiles(x: Tensor4D, dy: Tensor4D, { stride, constants, shape }: Gradient): Tensor {
  const result = createTensor(shape);
  const inputTiles = Math.ceil(constants.inputBlocks / tileBlocks);
  const outputTiles = Math.ceil(constants.outputBlocks / tileBlocks);
  runShader({
    name: 'tiledFilterGradient',
    constants: { ...constants, inputTiles, outputTiles },
    reads: { x: vectorView(x, 4), dy: vectorView(dy, 4) },
    writes: { result: vectorView(result, 4) },
    size: { groups: 3 * inputTiles * outputTiles * constants.parts, groupSize: tileLanes },
    code: () => tiledSource(stride),
  });
  return result;
}

/** Variants of computing the parts, which all give the same bits. */
export function variantsOf(blocks: Pick<Blocks, 'inputLanes' | 'outputLanes'>) {
  return blocks.inputLanes === 4 && blocks.outputLanes === 4 ? [byBlocks, byTiles] : [byBlocks];
}

/** The variants, to be timed on made-up images and upstream gradients. */
function tuningTaskOf(x: Shape4D, dy: Shape4D, gradient: Gradient): TuningTask {
  return {
    key: `filterGradient ${x.join('×')} ${dy.join('×')} ${gradient.stride}`,
    prepare: () => {
      const [images, upstream] = [madeUp(x), madeUp(dy)];
      return {
        variants: variantsOf(gradient.blocks).map(
          (variant) => () => variant(images, upstream, gradient),
        ),
        dispose: () => {
          images.dispose();
          upstream.dispose();
        },
      };
    },
  };
}

/** Values of both signs and many sizes, so that sums in another order would show. */
function madeUp(shape: Shape4D): Tensor4D {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Float32Array.from({ length: size }, (_, at) => Math.sin(at * 12.9898) ** 3);
  return tensor4d(values, shape);
}

/** Gradient of a filter of 3 × 3 over one pixel of zeros. */
export function directFilterGradient(x: Tensor4D, dy: Tensor4D, stride: Stride): Tensor4D {
  const gradient = gradientOf(x.shape, dy.shape, stride);
  const variants = variantsOf(gradient.blocks);
  const variant =
    variants.length === 1
      ? 0
      : chosenVariant(backend() as WebGPUBackend, tuningTaskOf(x.shape, dy.shape, gradient));
  const result = variants[variant](x, dy, gradient);
  if (gradient.parts === 1) return result as Tensor4D;
  const sum = columnSums<Tensor4D>(result, gradient.shape.slice(1));
  result.dispose();
  return sum;
}
