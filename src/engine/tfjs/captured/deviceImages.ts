/** Images as bytes on the device, from which a shader gathers batches. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { reshape, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { ImageMoves, ImageSource } from '../../../data/prepare/imageSource.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Images } from '../../engine.ts';
import { allocating } from '../kernels/webgpu/deviceFailures.ts';
import { tensorAt } from '../kernels/webgpu/deviceMemory.ts';
import { gatherImages } from '../kernels/webgpu/gatherImages.ts';
import { hostTensor } from '../kernels/webgpu/hostTensors.ts';
import { hostFeed, type ImageFeed } from '../repeated/imageFeed.ts';

/** Up to here whole numbers are exact in float32, as which indices travel. */
const maxImages = 2 ** 24;

/** Images of a source, and the table that normalises them, on the device. */
interface Placed {
  readonly bytes: Tensor;
  readonly table: Tensor;
  readonly buffers: readonly GPUBuffer[];
}

export class DeviceImages {
  private readonly placed = new Map<ImageSource, Placed>();

  constructor(private readonly webgpu: WebGPUBackend) {}

  /** Feeds so many images from where the given ones lie; from the host what the device cannot hold. */
  feed(images: Images, count: number, shape: ImageShape): ImageFeed {
    const placed = images instanceof Float32Array ? null : this.place(images.from);
    return placed === null
      ? hostFeed(count, shape, (values, to) => reshape(hostTensor(values), to))
      : deviceFeed(placed, shape, count);
  }

  release(): void {
    for (const { bytes, table, buffers } of this.placed.values()) {
      for (const tensor of [bytes, table]) tensor.dispose();
      for (const buffer of buffers) buffer.destroy();
    }
    this.placed.clear();
  }

  /** Puts the images on the device; null where it cannot hold them. Vectors stay on the host. */
  private place(source: ImageSource): Placed | null {
    const known = this.placed.get(source);
    if (known !== undefined) return known;
    const { pixels, normaliser, shape } = source;
    if (pixels instanceof Float32Array || !this.hasRoomFor(pixels, shape)) return null;
    const bytes = this.upload(padded(pixels), 'images');
    const table = this.upload(new Uint8Array(normaliser.table.slice().buffer), 'normalisation');
    const placed = {
      bytes: bytes.tensor,
      table: table.tensor,
      buffers: [bytes.buffer, table.buffer],
    };
    this.placed.set(source, placed);
    return placed;
  }

  private hasRoomFor(pixels: Uint8Array, { height, width, channels }: ImageShape): boolean {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.webgpu.device.limits;
    return (
      pixels.length + 4 <= Math.min(maxStorageBufferBindingSize, maxBufferSize) &&
      pixels.length / (height * width * channels) <= maxImages
    );
  }

  private upload(bytes: Uint8Array<ArrayBuffer>, label: string) {
    const { device } = this.webgpu;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
    const size = bytes.length;
    const { buffer } = allocating(device, 'the data set', () => ({
      buffer: device.createBuffer({ size, usage, label }),
      bytes: size,
    }));
    device.queue.writeBuffer(buffer, 0, bytes);
    const region = { buffer, offset: 0, size: bytes.length };
    return { buffer, tensor: tensorAt<Tensor>(this.webgpu, region, [bytes.length / 4]) };
  }
}

function deviceFeed({ bytes, table }: Placed, shape: ImageShape, count: number): ImageFeed {
  const indices = new Int32Array(count);
  const moves = {
    down: new Int32Array(count),
    right: new Int32Array(count),
    mirrored: new Uint8Array(count),
  };
  return {
    arrays: [indices, ...Object.values(moves)],
    fill: (images) => {
      if (images instanceof Float32Array) throw new RangeError('These images lie elsewhere');
      indices.set(images.indices);
      fillMoves(moves, images.moves);
    },
    tensor: (): Tensor4D => gatherImages({ bytes, table, shape }, indices, moves),
  };
}

/** The bytes, as many as whole words hold. */
function padded(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  if (pixels.length % 4 === 0 && pixels.buffer instanceof ArrayBuffer) {
    return pixels as Uint8Array<ArrayBuffer>;
  }
  const whole = new Uint8Array(Math.ceil(pixels.length / 4) * 4);
  whole.set(pixels);
  return whole;
}

function fillMoves(
  to: Readonly<Record<keyof ImageMoves, Int32Array | Uint8Array>>,
  moves: ImageMoves | null,
): void {
  for (const name of ['down', 'right', 'mirrored'] as const) {
    if (moves === null) to[name].fill(0);
    else to[name].set(moves[name]);
  }
}
