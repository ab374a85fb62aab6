/** Images in files, decoded as they are asked for. */
import type { ImageOrigin } from '../codecs/decodedImage.ts';
import type { DataLimits } from '../limits.ts';
import { type ImageDecoders, type JobImage, jobImages, type StreamCanvas } from './decodeJob.ts';
import type { FileStretch } from './fileStretch.ts';
import { digestLength, type ImageStream } from './streamedImages.ts';
import { memoryOfStreams } from './streamMemory.ts';

/** What lets images stay in their files. */
export interface Streaming {
  /** Bytes of decoded images that may be held in memory; a data set of more stays in its files. */
  readonly held: number;
  readonly decoders: ImageDecoders;
}

/** For whoever reads data sets: absent where all of them must fit into memory. */
export interface StreamingOptions {
  readonly streaming?: Streaming | undefined;
  /** Threads that decode what comes into memory; those of `streaming` where absent. */
  readonly decoders?: ImageDecoders | undefined;
}

/** An image that can be read again. */
export interface StoredImage {
  readonly origin: ImageOrigin;
  /** Null where the bytes are held. */
  readonly stretch: FileStretch | null;
  /** The bytes of its file. */
  read(): Uint8Array | Promise<Uint8Array>;
}

export class FileImages implements ImageStream {
  readonly size: number;
  readonly room: number;

  constructor(
    private readonly images: readonly StoredImage[],
    private readonly canvas: StreamCanvas,
    private readonly streaming: Streaming,
    private readonly limits: DataLimits,
  ) {
    const { height, width } = canvas.size;
    this.size = height * width * canvas.channels;
    this.room = memoryOfStreams(streaming.held).ahead;
  }

  async gather(places: Uint32Array, digests: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const { canvas, limits, size } = this;
    const jobs: Promise<Uint8Array>[] = [];
    for (let first = 0; first < places.length; first += jobImages) {
      const end = Math.min(places.length, first + jobImages);
      const chosen = Array.from(places.subarray(first, end), (place) => this.images[place]);
      const expected = digests.slice(first * digestLength, end * digestLength);
      jobs.push(
        jobOf(chosen)
          .then((images) =>
            this.streaming.decoders.decode({
              images,
              canvas,
              limits,
              digests: expected,
              takesDigests: true,
            }),
          )
          .then(({ pixels }) => pixels),
      );
    }
    const all = new Uint8Array(places.length * size);
    const parts = await Promise.all(jobs);
    for (const [at, part] of parts.entries()) all.set(part, at * jobImages * size);
    return all;
  }
}

/** Images as a thread is to have them: it reads files by itself, and is given what is held. */
export function jobOf(images: readonly StoredImage[]): Promise<JobImage[]> {
  return Promise.all(
    images.map(async (image) => ({
      content: await storedContent(image),
      origin: image.origin,
    })),
  );
}

/** The stretch of a file that an image is, or its bytes. */
export const storedContent = async (image: StoredImage): Promise<FileStretch | Uint8Array> =>
  image.stretch ?? new Uint8Array(await image.read());
