import { type AnyDataset, type AnyImages, splitsOf } from './dataset.ts';
import { StreamedImages } from './streaming/streamedImages.ts';

/** What a data set's images take of memory. */
export interface MemoryFacts {
  /** Bytes of all images once decoded. */
  readonly decoded: number;
  /** Bytes of images that are held at a time, at most: those that stay, and those had ahead. */
  readonly held: number;
  /** Bytes of images that stay decoded, where others are decoded when they are needed. */
  readonly kept: number;
  /** Whether they stay in their files, and are decoded when they are needed. */
  readonly fromFiles: boolean;
}

export function memoryFacts(dataset: AnyDataset): MemoryFacts {
  const decoded = splitsOf(dataset).reduce((sum, [, { images }]) => sum + decodedBytes(images), 0);
  const { images } = dataset.train;
  const fromFiles = images instanceof StreamedImages;
  if (!fromFiles) return { decoded, held: decoded, kept: decoded, fromFiles };
  return {
    decoded,
    held: Math.min(images.room + images.kept, decoded),
    kept: images.kept,
    fromFiles,
  };
}

const decodedBytes = (images: AnyImages): number =>
  images instanceof StreamedImages ? images.count * images.size : images.byteLength;
