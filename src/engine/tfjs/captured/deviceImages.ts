/** Images as bytes on the device, from which a shader gathers batches. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { reshape, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { CropWindow } from '../../../data/prepare/cropWindow.ts';
import type { ChosenImages, ImageMoves, ImageSource } from '../../../data/prepare/imageSource.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Images } from '../../engine.ts';
import { allocating } from '../kernels/webgpu/deviceFailures.ts';
import { tensorAt } from '../kernels/webgpu/deviceMemory.ts';
import { gatherImages } from '../kernels/webgpu/gatherImages.ts';
import { hostTensor } from '../kernels/webgpu/hostTensors.ts';
import { hostFeed, type ImageFeed } from '../repeated/imageFeed.ts';

/** Up to here whole numbers are exact in float32, as which indices travel. */
const maxImages = 2 ** 24;

/** A tensor on the device, and the memory that it lies in. */
interface Uploaded {
  readonly tensor: Tensor;
  readonly buffer: GPUBuffer;
}

/** Images of a source, and the table that normalises them, on the device. */
interface Placed {
  readonly bytes: Tensor;
  readonly table: Tensor;
}

export class DeviceImages {
  private readonly placed = new Map<ImageSource, Placed>();
  /** What was uploaded, by what it is: sources may differ in what is seen of the same images. */
  private readonly uploads = new Map<object, Uploaded>();

  constructor(private readonly webgpu: WebGPUBackend) {}

  /** Feeds so many images from where the given ones lie; from the host what the device cannot hold. */
  feed(images: Images, count: number, shape: ImageShape): ImageFeed {
    const fromHost = () => hostFeed(count, shape, (values, to) => reshape(hostTensor(values), to));
    if (images instanceof Float32Array) return fromHost();
    const placed = this.place(images.from);
    return placed === null ? fromHost() : deviceFeed(placed, images, shape, count);
  }

  release(): void {
    for (const { tensor, buffer } of this.uploads.values()) {
      tensor.dispose();
      buffer.destroy();
    }
    this.uploads.clear();
    this.placed.clear();
  }

  /** Puts the images on the device; null where it cannot hold them. Vectors stay on the host. */
  private place(source: ImageSource): Placed | null {
    const known = this.placed.get(source);
    if (known !== undefined) return known;
    const { pixels, normaliser, shape } = source;
    if (pixels instanceof Float32Array || !this.hasRoomFor(pixels, shape)) return null;
    const placed = {
      bytes: this.uploaded(pixels, 'images', () => padded(pixels)),
      table: this.uploaded(
        normaliser,
        'normalisation',
        () => new Uint8Array(normaliser.table.slice().buffer),
      ),
    };
    this.placed.set(source, placed);
    return placed;
  }

  private uploaded(of: object, label: string, bytes: () => Uint8Array<ArrayBuffer>): Tensor {
    const known = this.uploads.get(of) ?? this.upload(bytes(), label);
    this.uploads.set(of, known);
    return known.tensor;
  }

  private hasRoomFor(pixels: Uint8Array, { height, width, channels }: ImageShape): boolean {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.webgpu.device.limits;
    return (
      pixels.length + 4 <= Math.min(maxStorageBufferBindingSize, maxBufferSize) &&
      pixels.length / (height * width * channels) <= maxImages
    );
  }

  private upload(bytes: Uint8Array<ArrayBuffer>, label: string): Uploaded {
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

function deviceFeed(
  placed: Placed,
  { from, moves }: ChosenImages,
  shape: ImageShape,
  count: number,
): ImageFeed {
  const onDevice = { ...placed, shape };
  const isScaled = moves === null ? from.window !== null : moves.scaled !== null;
  const places = () => new Int32Array(count);
  const indices = places();
  const into = { down: places(), right: places(), mirrored: new Uint8Array(count) };
  const sizes = isScaled ? new Int32Array(2 * count) : null;
  return {
    arrays: [indices, ...Object.values(into), ...(sizes === null ? [] : [sizes])],
    fill: (images) => {
      if (images instanceof Float32Array) throw new RangeError('These images lie elsewhere');
      indices.set(images.indices);
      fillMoves(into, images.moves, images.from.window);
      if (sizes !== null) fillSizes(sizes, images);
      else if (images.moves?.scaled) throw new RangeError('These images are scaled');
    },
    tensor: (): Tensor4D => gatherImages(onDevice, indices, into, sizes),
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

type Moves = Pick<ImageMoves, 'down' | 'right' | 'mirrored'>;

function fillMoves(
  to: Readonly<Record<keyof Moves, Int32Array | Uint8Array>>,
  moves: ImageMoves | null,
  window: CropWindow | null,
): void {
  if (moves === null) {
    to.down.fill(window?.down ?? 0);
    to.right.fill(window?.right ?? 0);
    to.mirrored.fill(0);
    return;
  }
  for (const name of ['down', 'right', 'mirrored'] as const) to[name].set(moves[name]);
}

/** Rows and columns of the windows, in turn. */
function fillSizes(
  to: Int32Array,
  { from: { window, shape }, moves, indices }: ChosenImages,
): void {
  if (moves !== null && moves.scaled === null) throw new RangeError('These images are not scaled');
  for (let place = 0; place < indices.length; place++) {
    to[2 * place] = moves?.scaled?.rows[place] ?? window?.rows ?? shape.height;
    to[2 * place + 1] = moves?.scaled?.columns[place] ?? window?.columns ?? shape.width;
  }
}
