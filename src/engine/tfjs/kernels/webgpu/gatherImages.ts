import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { ImageShape } from '../../../../spec/units.ts';
import type { HostArray } from '../../repeated/work.ts';
import { hostTensor } from './hostTensors.ts';
import { createTensor, runShader, vectorView } from './shader.ts';

/** Images that lie on the device as bytes, and what each byte of each channel stands for. */
export interface BytesOnDevice {
  /** Four bytes a value. */
  readonly bytes: Tensor;
  /** Channels × 256. */
  readonly table: Tensor;
  readonly shape: ImageShape;
}

/**
 * As `gatherInto` in data/prepare/imageSource.ts: some images, moved, mirrored and normalised. With
 * `sizes` what starts at `down` and `right` is a window within the image, scaled to its size:
 * rows and columns of each in turn, in one array since a shader can bind no more than eight.
 */
export function gatherImages(
  { bytes, table, shape: { height, width, channels } }: BytesOnDevice,
  indices: HostArray,
  moves: Readonly<Record<'down' | 'right' | 'mirrored', HostArray>>,
  sizes: HostArray | null,
): Tensor4D {
  const result = createTensor<Tensor4D>([indices.length, height, width, channels]);
  runShader({
    name: sizes === null ? 'gatherImages' : 'gatherWindows',
    constants: { height, width, channels },
    reads: {
      bytes: vectorView(bytes, 'bits'),
      table,
      indices: hostTensor(indices),
      down: hostTensor(moves.down),
      right: hostTensor(moves.right),
      mirrored: hostTensor(moves.mirrored),
      ...(sizes && { sizes: hostTensor(sizes) }),
    },
    writes: { result },
    size: { threads: result.size },
    code: sizes === null ? gatherCode : windowCode,
  });
  return result;
}

/** One thread a value. What overhangs is black. */
const gatherCode = `
  fn byteOf(image : u32, y : i32, x : i32, channel : u32) -> u32 {
    if (y < 0 || y >= i32(height) || x < 0 || x >= i32(width)) { return 0u; }
    let at = ((u32(indices[image]) * height + u32(y)) * width + u32(x)) * channels + channel;
    return (bytes[at / 4u] >> (8u * (at % 4u))) & 255u;
  }
  fn run(index : u32) {
    if (index >= arrayLength(&result)) { return; }
    let channel = index % channels;
    let column = index / channels % width;
    let line = index / channels / width % height;
    let image = index / channels / width / height;
    let seen = select(column, width - 1u - column, mirrored[image] > 0.0);
    let y = i32(line) + i32(down[image]);
    let x = i32(seen) + i32(right[image]);
    result[index] = table[channel * 256u + byteOf(image, y, x, channel)];
  }
`;

/** One thread a value; the whole numbers of `scaleWindow` in data/prepare/cropWindow.ts. */
const windowCode = `
  // The share of a doubled side in 2^-22, rounded: a long division, since the product has no room.
  fn weightOf(share : u32, side : u32) -> u32 {
    let upper = share << 11u;
    let lower = (upper % (2u * side)) << 11u;
    let rest = lower % (2u * side);
    return ((upper / (2u * side)) << 11u) + lower / (2u * side) + select(0u, 1u, rest >= side);
  }
  // The first of two pixels, the second, and their weights.
  fn neighbours(at : u32, side : u32, pixels : u32) -> vec4<u32> {
    let doubled = u32(max(0, i32((2u * at + 1u) * pixels) - i32(side)));
    let rest = doubled % (2u * side);
    let first = (doubled - rest) / (2u * side);
    let second = min(first + 1u, pixels - 1u);
    return vec4<u32>(first, second, weightOf(2u * side - rest, side), weightOf(rest, side));
  }
  fn mixed(first : u32, second : u32, weights : vec2<u32>) -> u32 {
    return (first * weights.x + second * weights.y + (1u << 21u)) >> 22u;
  }
  fn run(index : u32) {
    if (index >= arrayLength(&result)) { return; }
    let channel = index % channels;
    let column = index / channels % width;
    let line = index / channels / width % height;
    let image = index / channels / width / height;
    let seen = select(column, width - 1u - column, mirrored[image] > 0.0);
    let along = neighbours(line, height, u32(sizes[2u * image]));
    let across = neighbours(seen, width, u32(sizes[2u * image + 1u]));
    let start = u32(indices[image]) * height + u32(down[image]);
    let left = u32(right[image]);
    var sides : array<u32, 2>;
    for (var place = 0u; place < 2u; place++) {
      let row = (start + along[place]) * width + left;
      let first = byteAt((row + across.x) * channels + channel);
      let second = byteAt((row + across.y) * channels + channel);
      sides[place] = mixed(first, second, across.zw);
    }
    result[index] = table[channel * 256u + mixed(sides[0], sides[1], along.zw)];
  }
  fn byteAt(at : u32) -> u32 { return (bytes[at / 4u] >> (8u * (at % 4u))) & 255u; }
`;
