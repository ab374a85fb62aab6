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

/** As `gatherInto` in data/prepare/imageSource.ts: some images, moved, mirrored and normalised. */
export function gatherImages(
  { bytes, table, shape: { height, width, channels } }: BytesOnDevice,
  indices: HostArray,
  moves: Readonly<Record<'down' | 'right' | 'mirrored', HostArray>>,
): Tensor4D {
  const result = createTensor<Tensor4D>([indices.length, height, width, channels]);
  runShader({
    name: 'gatherImages',
    constants: { height, width, channels },
    reads: {
      bytes: vectorView(bytes, 'bits'),
      table,
      indices: hostTensor(indices),
      down: hostTensor(moves.down),
      right: hostTensor(moves.right),
      mirrored: hostTensor(moves.mirrored),
    },
    writes: { result },
    size: { threads: result.size },
    code: gatherCode,
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
