/** Data sets whose images come as if they lay in files, to be held against those in memory. */
import { sha256 } from '@noble/hashes/sha2.js';
import { type AnyDataset, type Dataset, imageSize, imagesAt, type Split } from '../dataset.ts';
import { digestLength, type ImageStream, StreamedImages } from '../streamedImages.ts';

/** A stream of images that are held, which tells what is asked of it. */
export class HeldStream implements ImageStream {
  /** Images that were asked for and have not come. */
  private outstanding = 0;
  /** The most that were so at once. */
  mostOutstanding = 0;

  constructor(
    readonly images: Uint8Array,
    readonly size: number,
    readonly room: number,
  ) {}

  async gather(places: Uint32Array): Promise<Uint8Array<ArrayBuffer>> {
    this.outstanding += places.length;
    this.mostOutstanding = Math.max(this.mostOutstanding, this.outstanding);
    // The more images, the sooner: answers overtake each other.
    for (let turn = places.length % 4; turn < 4; turn++) await Promise.resolve();
    this.outstanding -= places.length;
    return Uint8Array.from(imagesAt(this.images, this.size, places));
  }
}

/** The same data set, its images in files. */
export function streamed(dataset: Dataset, room: number): AnyDataset {
  const size = imageSize(dataset.shape);
  const inFiles = ({ images, labels }: Split) => {
    const pixels = Uint8Array.from(images);
    const digests = new Uint8Array(labels.length * digestLength);
    for (const place of labels.keys()) {
      const image = pixels.subarray(place * size, (place + 1) * size);
      digests.set(sha256(image).subarray(0, digestLength), place * digestLength);
    }
    const places = Uint32Array.from(labels.keys());
    const stream = new HeldStream(pixels, size, room);
    return { labels, images: new StreamedImages(stream, digests, places) };
  };
  const { train, test } = dataset;
  return { ...dataset, train: inFiles(train), test: test && inFiles(test) };
}
