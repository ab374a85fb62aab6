/**
 * The filter gradient of filterGradient.ts by groups that load pixels together: a group keeps a
 * stretch of a line of x and dy, 32 channels and 32 outputs wide, in workgroup memory, and each lane
 * a block of 4 channels × 4 outputs × 3 taps in registers. It adds in the same order as the other
 * shader and so gives the same bits; which is faster depends on device and shape (autotuning.ts).
 */
import type { Stride } from '../windows.ts';

/** Blocks of 4 channels or outputs side by side in a group. */
export const tileBlocks = 8;
export const tileLanes = tileBlocks * tileBlocks;
/** Pixels of dy in a stretch. */
const stretch = 16;

const taps = ['left', 'middle', 'right'] as const;
const channels = [0, 1, 2, 3] as const;

const each = (line: (tap: number, channel: number) => string) =>
  taps.flatMap((_, tap) => channels.map((channel) => line(tap, channel))).join('\n');

/** WGSL over the same arrays and constants as the other shader, with tiles instead of blocks. */
export function tiledSource(stride: Stride): string {
  const span = (stretch - 1) * stride + 3;
  return `
    var<workgroup> pixels : array<vec4<f32>, ${span * tileBlocks}>;
    var<workgroup> upstream : array<vec4<f32>, ${stretch * tileBlocks}>;

    fn loadPixels(line : u32, base : u32, channelTile : u32, lane : u32) {
      for (var at = lane; at < ${span * tileBlocks}u; at += ${tileLanes}u) {
        let column = i32(base * stride + at / ${tileBlocks}u) - 1;
        let block = channelTile * ${tileBlocks}u + at % ${tileBlocks}u;
        var value = vec4<f32>();
        if (column >= 0 && column < i32(width) && block < inputBlocks) {
          value = x[(line + u32(column)) * inputBlocks + block];
        }
        pixels[at] = value;
      }
    }

    fn loadUpstream(outLine : u32, base : u32, outputTile : u32, lane : u32) {
      for (var at = lane; at < ${stretch * tileBlocks}u; at += ${tileLanes}u) {
        let place = base + at / ${tileBlocks}u;
        let block = outputTile * ${tileBlocks}u + at % ${tileBlocks}u;
        var value = vec4<f32>();
        if (place < outWidth && block < outputBlocks) {
          value = dy[(outLine * outWidth + place) * outputBlocks + block];
        }
        upstream[at] = value;
      }
    }

    fn run(group : u32, lane : u32) {
      let outputTile = group % outputTiles;
      let channelTile = group / outputTiles % inputTiles;
      let row = group / outputTiles / inputTiles % 3u;
      let part = group / outputTiles / inputTiles / 3u;
      let ownInput = lane / ${tileBlocks}u;
      let ownOutput = lane % ${tileBlocks}u;
      ${each((tap, c) => `var sum${tap}_${c} = vec4<f32>();`)}
      for (var outLine = part; outLine < lines; outLine += parts) {
        let y = outLine % outHeight * stride + row;
        // y counts from the line of zeros above the image.
        if (y == 0u || y > height) { continue; }
        let line = (outLine / outHeight * height + y - 1u) * width;
        for (var base = 0u; base < outWidth; base += ${stretch}u) {
          workgroupBarrier();
          loadPixels(line, base, channelTile, lane);
          loadUpstream(outLine, base, outputTile, lane);
          workgroupBarrier();
          for (var place = 0u; place < min(${stretch}u, outWidth - base); place++) {
            let first = place * stride * ${tileBlocks}u + ownInput;
            ${taps.map((name, tap) => `let ${name} = pixels[first + ${tap * tileBlocks}u];`).join('\n')}
            let upstreamOwn = upstream[place * ${tileBlocks}u + ownOutput];
            ${each((tap, c) => `sum${tap}_${c} += ${taps[tap]}[${c}] * upstreamOwn;`)}
          }
        }
      }
      let inputBlock = channelTile * ${tileBlocks}u + ownInput;
      let outputBlock = outputTile * ${tileBlocks}u + ownOutput;
      if (part < parts && inputBlock < inputBlocks && outputBlock < outputBlocks) {
        let at = ((part * 9u + row * 3u) * inputs + inputBlock * 4u) * outputBlocks + outputBlock;
        ${each((tap, c) => `result[at + (${tap}u * inputs + ${c}u) * outputBlocks] = sum${tap}_${c};`)}
      }
    }`;
}
