/** Opens a stored data set whose images are to stay in its file, as they come to more than may be held. */
import { type AnyDataset, hashedHeader, imageSize, type SplitOf } from '../data/dataset.ts';
import type { TaskOptions } from '../data/progress.ts';
import { HeldPart, PartlyHeld } from '../data/streaming/heldPart.ts';
import { StreamedHash } from '../data/streaming/streamedHash.ts';
import { digestLength, StreamedImages } from '../data/streaming/streamedImages.ts';
import { memoryOfStreams } from '../data/streaming/streamMemory.ts';
import { hashInto } from '../lib/hash.ts';
import { markLength, type StoredDescription } from './datasetFile.ts';
import type { Files } from './files.ts';
import { StoredImages, type StoredPart } from './storedImages.ts';

/** Bytes of images that are read at once, about. */
const piece = 2 ** 22;

/** Bytes of all images of a stored data set. */
export function imageBytesOf(described: StoredDescription): number {
  const { shape, values } = described;
  const counts = countsOf(described).reduce((sum, count) => sum + count, 0);
  return counts * imageSize(shape) * (values === 'float32' ? 4 : 1);
}

/**
 * The data set, after one pass over its file that takes its hash; null where the file has other bytes.
 * @throws the signal's reason when it is aborted.
 */
export async function streamStored(
  files: Files,
  file: string,
  described: StoredDescription,
  held: number,
  { signal, onProgress }: TaskOptions,
): Promise<AnyDataset | null> {
  const { name, format, classes, shape, notes, reading } = described;
  const size = imageSize(shape);
  const parts = partsIn(described, size);
  const labels: Int32Array[] = [];
  for (const { count, at } of parts) {
    const bytes = await files.read(file, at - 4 * count, 4 * count);
    if (bytes?.length !== 4 * count) return null;
    labels.push(new Int32Array(Uint8Array.from(bytes).buffer));
  }
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const splits = splitUp(described, labels, () => new Uint8Array());
  const hash = new StreamedHash((is) => hashedHeader({ classes, shape: is, ...splits }), labels);
  hash.begin(shape);
  const digests = new Uint8Array(total * digestLength);
  const { ahead, kept } = memoryOfStreams(held);
  const part = new HeldPart(total, size, kept);
  for (const { first, count, at } of parts) {
    const atOnce = Math.max(1, Math.floor(piece / size));
    for (let start = 0; start < count; start += atOnce) {
      signal?.throwIfAborted();
      const length = Math.min(atOnce, count - start) * size;
      const bytes = await files.read(file, at + start * size, length);
      if (bytes?.length !== length) return null;
      hash.add(bytes);
      for (let image = 0; image < length / size; image++) {
        const place = (first + start + image) * digestLength;
        const own = Uint8Array.from(bytes.subarray(image * size, (image + 1) * size));
        await hashInto(digests.subarray(place, place + digestLength), own);
        part.keep(first + start + image, own);
      }
      const done = first + start + length / size;
      onProgress?.({ stage: 'read', what: name, done, total, unit: 'images' });
    }
  }
  const stored = { files, file, title: name, parts };
  const stream = new PartlyHeld(new StoredImages(stored, size, ahead), part);
  const places = Uint32Array.from({ length: total }, (_, place) => place);
  const images = new StreamedImages(stream, digests, places);
  const told = reading === undefined ? {} : { reading };
  const filed = splitUp(described, labels, (start, end) => images.between(start, end));
  return { name, format, classes, shape, notes, ...told, hash: hash.digest(), ...filed };
}

/** The counts of the splits that are stored, in their order. */
const countsOf = ({ trainCount, validationCount, testCount }: StoredDescription): number[] =>
  [trainCount, validationCount ?? null, testCount].filter((count) => count !== null);

/** Where the images of each split begin: its labels stand before them. */
function partsIn(described: StoredDescription, size: number): StoredPart[] {
  let first = 0;
  let at = markLength;
  return countsOf(described).map((count) => {
    at += 4 * count;
    const part = { first, count, at };
    first += count;
    at += count * size;
    return part;
  });
}

/** The splits that are stored, from what their images are from one place to another. */
function splitUp<Images extends Uint8Array | StreamedImages>(
  { validationCount, testCount }: StoredDescription,
  labels: readonly Int32Array[],
  imagesOf: (start: number, end: number) => Images,
) {
  let start = 0;
  const given = labels.map((ofSplit): SplitOf<Images> => {
    const images = imagesOf(start, start + ofSplit.length);
    start += ofSplit.length;
    return { images, labels: ofSplit };
  });
  const [train, ...others] = given;
  const validation = validationCount === undefined ? null : others[0];
  return { train, validation, test: testCount === null ? null : others[others.length - 1] };
}
