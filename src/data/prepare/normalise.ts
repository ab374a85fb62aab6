/**
 * From bytes to what a network sees. A byte has only 256 values, so normalisation is a table
 * look-up, and mean and deviation follow exactly from counts, whatever the order of images.
 * Feature vectors are numbers already: each feature is a channel of its own, without a table.
 */
import { square } from '../../lib/square.ts';
import type { Normalisation } from '../../spec/sections/augmentSpec.ts';
import type { ImageShape } from '../../spec/units.ts';
import { imageSize, type Pixels, type Split } from '../dataset.ts';

export interface Normaliser {
  /** Channels of the images, or features of the vectors. */
  readonly channels: number;
  /** Value of byte b in channel c at c × 256 + b; empty for vectors. */
  readonly table: Float32Array;
  /** The same values' bits. */
  readonly bits: Uint32Array;
  /** Subtracted from byte / 255, or from the feature; one a channel. */
  readonly mean: readonly number[];
  /** Divided by afterwards, one a channel. */
  readonly deviation: readonly number[];
}

/**
 * How to normalise the images of a run: `unit` divides by 255; `per-channel` then subtracts the
 * mean and divides by the standard deviation of each channel over the training images (in
 * float64; a channel without deviation is only shifted). What is given, for all channels or for
 * each, takes the place of both. Of vectors, `unit` changes nothing and `per-channel` standardises
 * each feature.
 */
export function createNormaliser(train: Split, shape: ImageShape, kind: Normalisation): Normaliser {
  const { images } = train;
  if (!(images instanceof Float32Array)) {
    return givenNormaliser(shape, kind) ?? new ValueCounts(shape).add(images).normaliser();
  }
  if (typeof kind !== 'string') return statedNormaliser(shape, kind);
  const features = imageSize(shape);
  const known = kind === 'unit' ? unchanged(features) : featureStatistics(images, features);
  return normaliserOf(known, new Float32Array());
}

/** How to normalise images of bytes, where nothing has to be counted for it; else null. */
export function givenNormaliser(shape: ImageShape, kind: Normalisation): Normaliser | null {
  if (kind === 'per-channel') return null;
  if (kind !== 'unit') return statedNormaliser(shape, kind);
  const known = unchanged(shape.channels);
  return normaliserOf(known, byteTable(known));
}

/**
 * The normaliser of a trained network, by what its file tells.
 * @param ofVectors whether its images are feature vectors, whose features are a channel each.
 */
export function toldNormaliser(
  { mean, deviation }: Pick<Normaliser, 'mean' | 'deviation'>,
  ofVectors: boolean,
): Normaliser {
  const told = mean.map((value, channel) => ({ mean: value, deviation: deviation[channel] }));
  return normaliserOf(told, ofVectors ? new Float32Array() : byteTable(told));
}

function statedNormaliser(
  { channels }: ImageShape,
  stated: Exclude<Normalisation, string>,
): Normaliser {
  const given = givenStatistics(stated, channels);
  return normaliserOf(given, byteTable(given));
}

/** How often each byte occurs in each channel of some images. */
export class ValueCounts {
  private readonly counts: readonly Float64Array[];

  constructor({ channels }: ImageShape) {
    this.counts = Array.from({ length: channels }, () => new Float64Array(256));
  }

  add(images: Uint8Array): this {
    const channels = this.counts.length;
    this.counts.forEach((count, channel) => {
      for (let at = channel; at < images.length; at += channels) count[images[at]]++;
    });
    return this;
  }

  /** Gives each channel of these images mean 0 and deviation 1. */
  normaliser(): Normaliser {
    const known = this.counts.map(describe);
    return normaliserOf(known, byteTable(known));
  }
}

const unchanged = (channels: number): readonly Statistics[] =>
  new Array<Statistics>(channels).fill({ mean: 0, deviation: 1 });

function givenStatistics(
  { mean, deviation }: Exclude<Normalisation, string>,
  channels: number,
): readonly Statistics[] {
  const of = (values: readonly number[], channel: number) => values[channel] ?? values[0];
  return Array.from({ length: channels }, (_, channel) => ({
    mean: of(mean, channel),
    deviation: of(deviation, channel),
  }));
}

function byteTable(statistics: readonly Statistics[]): Float32Array {
  const table = new Float32Array(statistics.length * 256);
  statistics.forEach(({ mean, deviation }, channel) => {
    for (let byte = 0; byte < 256; byte++) {
      table[channel * 256 + byte] = (byte / 255 - mean) / deviation;
    }
  });
  return table;
}

function normaliserOf(statistics: readonly Statistics[], table: Float32Array): Normaliser {
  return {
    channels: statistics.length,
    table,
    bits: bitsOf(table),
    mean: statistics.map(({ mean }) => mean),
    deviation: statistics.map(({ deviation }) => deviation),
  };
}

/** The bits of float32 values: copied as whole numbers, they need no conversion. */
export function bitsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}

/**
 * Normalises `length` values of `source` from `start`, a pixel's first channel or a vector's first
 * feature, into the bits of float32 values from `offset`. Four at a time: this is most of what a
 * batch costs.
 */
export function normaliseInto(
  target: Uint32Array,
  offset: number,
  source: Pixels,
  start: number,
  length: number,
  normaliser: Normaliser,
): void {
  if (source instanceof Float32Array) {
    const values = new Float32Array(target.buffer, target.byteOffset, target.length);
    standardiseInto(values, offset, source.subarray(start, start + length), normaliser);
    return;
  }
  const { channels, bits } = normaliser;
  if (channels === 3) {
    for (let at = 0; at < length; at += 3) {
      target[offset + at] = bits[source[start + at]];
      target[offset + at + 1] = bits[256 + source[start + at + 1]];
      target[offset + at + 2] = bits[512 + source[start + at + 2]];
    }
    return;
  }
  let at = 0;
  for (; at + 3 < length; at += 4) {
    target[offset + at] = bits[source[start + at]];
    target[offset + at + 1] = bits[source[start + at + 1]];
    target[offset + at + 2] = bits[source[start + at + 2]];
    target[offset + at + 3] = bits[source[start + at + 3]];
  }
  for (; at < length; at++) target[offset + at] = bits[source[start + at]];
}

function standardiseInto(
  target: Float32Array,
  offset: number,
  vectors: Float32Array,
  { channels, mean, deviation }: Normaliser,
): void {
  for (let at = 0; at < vectors.length; at += channels) {
    for (let feature = 0; feature < channels; feature++) {
      const value = vectors[at + feature];
      target[offset + at + feature] = (value - mean[feature]) / deviation[feature];
    }
  }
}

interface Statistics {
  readonly mean: number;
  readonly deviation: number;
}

function describe(counts: Float64Array): Statistics {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = counts.reduce((sum, count, byte) => sum + (count * byte) / 255, 0) / total;
  const variance =
    counts.reduce((sum, count, byte) => sum + count * square(byte / 255 - mean), 0) / total;
  // Asked of the bytes: rounding gives a constant channel a variance just above 0.
  const isConstant = counts.filter((count) => count > 0).length < 2;
  return { mean, deviation: isConstant ? 1 : Math.sqrt(variance) };
}

/** Mean and deviation of each feature, in two passes, so that large means cost no precision. */
function featureStatistics(vectors: Float32Array, features: number): Statistics[] {
  const count = vectors.length / features;
  const means = new Float64Array(features);
  for (let at = 0; at < vectors.length; at++) means[at % features] += vectors[at] / count;
  const variances = new Float64Array(features);
  const varies = new Uint8Array(features);
  for (let at = 0; at < vectors.length; at++) {
    const feature = at % features;
    variances[feature] += square(vectors[at] - means[feature]) / count;
    if (vectors[at] !== vectors[feature]) varies[feature] = 1;
  }
  // A constant is exactly its own mean, whatever rounding makes of the sum.
  return Array.from(means, (mean, feature) =>
    varies[feature] === 1
      ? { mean, deviation: Math.sqrt(variances[feature]) }
      : { mean: vectors[feature], deviation: 1 },
  );
}
