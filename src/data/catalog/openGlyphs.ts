import { hashBytes } from '../../lib/hash.ts';
import type { ImageShape } from '../../spec/units.ts';
import { gunzip } from '../archives/gzip.ts';
import { DataError } from '../dataError.ts';
import { type Dataset, imageSize, type Split, withHash } from '../dataset.ts';
import { exactBytes } from '../limits.ts';

/** A built-in data set of equally many images a class, in the order of classes, train then test. */
export interface CatalogEntry {
  readonly name: string;
  readonly file: string;
  /** SHA-256 of the decompressed bytes, in hexadecimal. */
  readonly sha256: string;
  readonly classes: readonly string[];
  readonly trainPerClass: number;
  readonly testPerClass: number;
  readonly shape: ImageShape;
}

/**
 * The built-in data set from the bytes of its gzip file; labels follow from the order.
 * @throws DataError where the bytes are not exactly those that `entry` describes.
 */
export function openGlyphs(bytes: Uint8Array, entry: CatalogEntry): Dataset {
  const { name, file, classes, shape, trainPerClass, testPerClass } = entry;
  const size = imageSize(shape);
  const trainBytes = classes.length * trainPerClass * size;
  const expected = trainBytes + classes.length * testPerClass * size;
  const pixels = gunzip(bytes, file, expected);
  if (pixels.length !== expected) {
    throw notTheFile(file, `${exactBytes(pixels.length)} once inflated`, exactBytes(expected));
  }
  const hash = hashBytes(pixels);
  if (hash !== entry.sha256) {
    throw notTheFile(file, `content with SHA-256 ${hash}`, `content with SHA-256 ${entry.sha256}`);
  }
  return withHash({
    name,
    format: 'built in',
    classes,
    shape,
    train: inClassOrder(pixels.subarray(0, trainBytes), classes.length, trainPerClass),
    test: inClassOrder(pixels.subarray(trainBytes), classes.length, testPerClass),
    notes: [],
  });
}

function inClassOrder(images: Uint8Array, classCount: number, perClass: number): Split {
  const labels = Int32Array.from({ length: classCount * perClass }, (_, index) =>
    Math.floor(index / perClass),
  );
  return { images, labels };
}

function notTheFile(file: string, found: string, allowed: string): DataError {
  return new DataError({
    file,
    place: null,
    found,
    allowed,
    remedy: 'load the page again, past the cache; if it stays so, this copy of Espalier is damaged',
  });
}
