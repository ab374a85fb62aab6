/**
 * The form in which a data set is stored: a mark of 64 bytes, then labels and pixels of the
 * training images, those of the validation and the test images, and a description in JSON. The mark says where the
 * description lies and what its hash is, and is written last: a file without a sound mark was never
 * finished. What the mark vouches for is checked whenever it is read.
 */
import { z } from 'zod';
import {
  type AnyDataset,
  bytesOf,
  type Dataset,
  holdsVectors,
  imageSize,
  type Split,
  splitsOf,
} from '../data/dataset.ts';
import { memoryFacts } from '../data/memoryFacts.ts';
import { gatherAhead, inOrder } from '../data/streaming/gatherAhead.ts';
import { StreamedImages } from '../data/streaming/streamedImages.ts';
import { crc32 } from '../lib/crc32.ts';
import { hashBytes } from '../lib/hash.ts';
import { featuresSchema } from '../spec/sections/featuresSpec.ts';
import { readingSchema } from '../spec/sections/readingSpec.ts';
import type { SplitName } from '../spec/units.ts';
import type { FileSize } from './files.ts';

export const markLength = 64;
const magic = new TextEncoder().encode('ESPDATA1');

const count = z.int().min(0);
const descriptionSchema = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  /** How experiments name it. */
  source: z.string(),
  format: z.string(),
  classes: z.array(z.string()),
  shape: z.strictObject({ height: count, width: count, channels: count }),
  /** What an image consists of; feature vectors are of floats. */
  values: z.enum(['uint8', 'float32']),
  trainCount: count,
  /** Left out where the data set brings no validation images. */
  validationCount: count.optional(),
  /** Null where there are no test images. */
  testCount: count.nullable(),
  notes: z.array(z.string()),
  /** The answers that it was read with; absent where nothing was asked. */
  reading: readingSchema.exactOptional(),
  /** The model whose features these are, and the hash of the images that it saw. */
  features: featuresSchema
    .unwrap()
    .extend({ images: z.string(), source: z.string() })
    .exactOptional(),
  files: z.array(z.strictObject({ name: z.string(), bytes: count, count: count.optional() })),
  /** When it was stored, in milliseconds since 1970. */
  keptAt: z.number(),
});

/** A file that a data set was read from, or a folder with many. */
export interface ReadFiles extends FileSize {
  /** How many files these are; one where absent. */
  readonly count?: number | undefined;
}

/** What is known of a stored data set without its images. */
export type StoredDescription = Readonly<z.infer<typeof descriptionSchema>>;

/** Where a description lies in its file, and its hash. */
export interface DescriptionMark {
  readonly at: number;
  readonly length: number;
  readonly sha256: string;
}

export function writeMark({ at, length, sha256 }: DescriptionMark): Uint8Array {
  const mark = new Uint8Array(markLength);
  const view = new DataView(mark.buffer);
  mark.set(magic);
  view.setFloat64(8, at, true);
  view.setUint32(16, length, true);
  for (let byte = 0; byte < 32; byte++) {
    mark[20 + byte] = Number.parseInt(sha256.slice(2 * byte, 2 * byte + 2), 16);
  }
  view.setUint32(52, crc32(mark.subarray(0, 52)), true);
  return mark;
}

/** Null for bytes that are no sound mark. */
export function readMark(mark: Uint8Array): DescriptionMark | null {
  if (mark.length < markLength || magic.some((byte, place) => mark[place] !== byte)) return null;
  const view = new DataView(mark.buffer, mark.byteOffset, markLength);
  if (view.getUint32(52, true) !== crc32(mark.subarray(0, 52))) return null;
  const sha256 = [...mark.subarray(20, 52)].map((byte) => byte.toString(16).padStart(2, '0'));
  return {
    at: view.getFloat64(8, true),
    length: view.getUint32(16, true),
    sha256: sha256.join(''),
  };
}

export function writeDescription(description: StoredDescription): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(description));
}

/** Null for bytes that are not the description that `mark` vouches for. */
export function readDescription(
  bytes: Uint8Array,
  mark: DescriptionMark,
): StoredDescription | null {
  if (bytes.length !== mark.length || hashBytes(bytes) !== mark.sha256) return null;
  try {
    const reading = descriptionSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return reading.success ? reading.data : null;
  } catch {
    // No JSON, which only a mark made by others can vouch for.
    return null;
  }
}

export function describe(
  dataset: AnyDataset,
  source: string,
  files: readonly ReadFiles[],
  keptAt: number,
): StoredDescription {
  const { hash, name, format, classes, shape, train, validation, test, notes, reading } = dataset;
  const { features } = dataset;
  return {
    hash,
    name,
    source,
    format,
    classes: [...classes],
    shape: { ...shape },
    values: holdsVectors(dataset) ? 'float32' : 'uint8',
    trainCount: train.labels.length,
    ...(validation === null ? {} : { validationCount: validation.labels.length }),
    testCount: test?.labels.length ?? null,
    notes: [...notes],
    ...(reading === undefined ? {} : { reading }),
    ...(features === undefined ? {} : { features }),
    files: [...files],
    keptAt,
  };
}

/** What a description tells of how a data set came to be. */
export function toldOf({
  reading,
  features,
}: StoredDescription): Pick<AnyDataset, 'reading' | 'features'> {
  return {
    ...(reading === undefined ? {} : { reading }),
    ...(features === undefined ? {} : { features }),
  };
}

/** Bytes that are written or read at once; between two, progress is told. */
export const pieceLength = 2 ** 22;

/** Bytes of labels and pixels as they are stored. */
export function storedBytes(dataset: AnyDataset): number {
  const labels = splitsOf(dataset).reduce((sum, [, split]) => sum + split.labels.byteLength, 0);
  return labels + memoryFacts(dataset).decoded;
}

/** Labels and pixels in the order in which they are stored, in pieces; those in files are gone over. */
export async function* storedPieces(dataset: AnyDataset): AsyncGenerator<Uint8Array> {
  for (const [, { labels, images }] of splitsOf(dataset)) {
    yield* cut(bytesOf(labels));
    if (!(images instanceof StreamedImages)) yield* cut(bytesOf(images));
    else for await (const { pixels } of gatherAhead(images, inOrder(images))) yield pixels;
  }
}

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
}

/** Labels and pixels in the order in which they are stored. */
export function partsOf(dataset: Pick<Dataset, SplitName>): Uint8Array[] {
  return splitsOf(dataset).flatMap(([, { labels, images }]) => [bytesOf(labels), bytesOf(images)]);
}

/** The images that a description tells of, still to be filled from a file. */
export function emptySplits(described: StoredDescription): Pick<Dataset, SplitName> {
  const { trainCount, validationCount, testCount, shape, values } = described;
  const Values = values === 'float32' ? Float32Array : Uint8Array;
  const empty = (images: number): Split => ({
    labels: new Int32Array(images),
    images: new Values(images * imageSize(shape)),
  });
  return {
    train: empty(trainCount),
    validation: validationCount === undefined ? null : empty(validationCount),
    test: testCount === null ? null : empty(testCount),
  };
}
