/** What is asked of a thread that decodes images, and what it answers. */
import type { DecodedImage, ImageChange, ImageOrigin } from '../codecs/decodedImage.ts';
import type { DataFault } from '../dataError.ts';
import type { DataLimits } from '../limits.ts';
import type { SizeChoice } from '../readingChoices.ts';
import type { FileStretch } from './fileStretch.ts';

/** An image that is to be decoded. */
export interface JobImage {
  /** Where its file's bytes lie, or the bytes themselves; or what came of them before. */
  readonly content: FileStretch | Uint8Array | DecodedImage | { readonly fault: DataFault };
  readonly origin: ImageOrigin;
}

/** Some images, and what they are to become. */
export interface DecodeJob {
  readonly images: readonly JobImage[];
  /** Null where they are only looked at. */
  readonly canvas: StreamCanvas | null;
  readonly limits: DataLimits;
  /** The digests that they must have, one after another; null where none are known yet. */
  readonly digests: Uint8Array | null;
  /** Whether those that are not known are wanted. */
  readonly takesDigests: boolean;
  /** Whether images that are decoded now and differ from the canvas are wanted as they are, too. */
  readonly givesUnlike?: boolean;
  /**
   * Memory that is no longer needed, handed over: what is decoded is laid there if it has room. Without it
   * each job would take memory anew, which costs more than filling it.
   */
  readonly memory?: ArrayBuffer | undefined;
}

/** What goes to a thread without being copied. */
export const handedOver = ({ job: { memory } }: ToDecoder): ArrayBuffer[] =>
  memory === undefined ? [] : [memory];

/** The size and colour that all images of a data set get. */
export interface StreamCanvas {
  readonly size: SizeChoice;
  readonly channels: 1 | 3;
}

/** What an image was before it was fitted. */
export interface ImageLook {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly changes: readonly ImageChange[];
}

/** What came of a job. */
export interface DecodedJob {
  /** Of an image that cannot be read, why, where none was to have a digest. */
  readonly looks: readonly (ImageLook | { readonly fault: DataFault })[];
  /** All images one after another; empty where they were only looked at. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Their digests one after another; empty where none were wanted. */
  readonly digests: Uint8Array<ArrayBuffer>;
  /** Those that were wanted as they are, at their places; null at others; empty where none were wanted. */
  readonly images: readonly (DecodedImage | null)[];
}

/** To a thread that decodes. */
export interface ToDecoder {
  readonly id: number;
  readonly job: DecodeJob;
}

/** Its answer. */
export type FromDecoder = { readonly id: number } & (
  | { readonly decoded: DecodedJob }
  /** A fault of an image where it is known, else of the thread. */
  | { readonly fault: DataFault | null; readonly message: string }
);

/** Whatever decodes images: threads, or this one. */
export interface ImageDecoders {
  /** @throws DataError for an image that is damaged, gone, or another than it was. */
  decode(job: DecodeJob): Promise<DecodedJob>;
}

/** Images of a job, at most: so many are read together, and answered together. */
export const jobImages = 32;
