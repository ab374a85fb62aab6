/** Data sets whose images come as if they lay in files, to be held against those in memory. */
import { sha256 } from '@noble/hashes/sha2.js';
import {
  type AnyDataset,
  type Dataset,
  imageSize,
  imagesAt,
  type Split,
  splitsOf,
} from '../dataset.ts';
import { digestLength, type ImageStream, StreamedImages } from '../streaming/streamedImages.ts';

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
  const pixels = Uint8Array.from(splitsOf(dataset).flatMap(([, { images }]) => [...images]));
  const count = pixels.length / size;
  const digests = new Uint8Array(count * digestLength);
  for (let place = 0; place < count; place++) {
    const image = pixels.subarray(place * size, (place + 1) * size);
    digests.set(sha256(image).subarray(0, digestLength), place * digestLength);
  }
  const stream = new HeldStream(pixels, size, room);
  let start = 0;
  const inFiles = ({ labels }: Split) => {
    const places = Uint32Array.from(labels, (_, at) => start + at);
    start += labels.length;
    return { labels, images: new StreamedImages(stream, digests, places) };
  };
  const { train, validation, test } = dataset;
  return {
    ...dataset,
    train: inFiles(train),
    validation: validation && inFiles(validation),
    test: test && inFiles(test),
  };
}
