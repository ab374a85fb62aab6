import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EpochOptions, epochBatches, stepsPerEpoch, type TrainingBatch } from './batches.ts';
import { scaleWindow } from './cropWindow.ts';
import { gatherInto, type ImageSource } from './imageSource.ts';
import { createNormaliser } from './normalise.ts';

const shape = { height: 3, width: 4, channels: 1 };
const count = 10;
/** Pixel p of image i is 12 i + p + 1: no two are equal, none is black. */
const split = {
  images: Uint8Array.from({ length: count * 12 }, (_, at) => at + 1),
  labels: Int32Array.from({ length: count }, (_, index) => index),
};
const source: ImageSource = {
  pixels: split.images,
  shape,
  normaliser: createNormaliser(split, shape, 'unit'),
  window: null,
};
const options: EpochOptions = {
  labels: split.labels,
  shape,
  augment: { pad: 0, mirror: false },
  batchSize: 4,
  seed: 1,
  round: 1,
  epoch: 1,
};

interface Seen {
  label: number;
  pixels: number[];
}

/** A batch's images as a network sees them. */
function imagesOf({ indices, moves }: TrainingBatch, from = source): Float32Array {
  const images = new Float32Array(indices.length * 12);
  gatherInto(images, { from, indices, moves });
  return images;
}

function seenIn(changes: Partial<EpochOptions>): Seen[] {
  const seen: Seen[] = [];
  for (const batch of epochBatches({ ...options, ...changes })) {
    const { labels, indices } = batch;
    const images = imagesOf(batch);
    labels.forEach((label, place) => {
      expect(split.labels[indices[place]]).toBe(label);
      const values = images.subarray(place * 12, (place + 1) * 12);
      seen.push({ label, pixels: Array.from(values, (value) => Math.round(value * 255)) });
    });
  }
  return seen;
}

const rowsOf = (pixels: number[]) => [0, 4, 8].map((at) => pixels.slice(at, at + 4));
const original = (label: number) => Array.from({ length: 12 }, (_, at) => 12 * label + at + 1);

describe('epochBatches', () => {
  test('drops the last partial batch and shows no image twice', () => {
    const seen = seenIn({});
    expect(seen.length).toBe(stepsPerEpoch(count, 4) * 4);
    expect(new Set(seen.map(({ label }) => label)).size).toBe(8);
    for (const { label, pixels } of seen) expect(pixels).toEqual(original(label));
  });

  test('repeats for equal keys and differs for others', () => {
    const order = (changes: Partial<EpochOptions>) => seenIn(changes).map(({ label }) => label);
    expect(order({})).toEqual(order({}));
    for (const change of [{ seed: 2 }, { round: 2 }, { epoch: 2 }]) {
      expect(order(change)).not.toEqual(order({}));
    }
  });

  test('keeps the order whether or not it augments', () => {
    const augmented = seenIn({ augment: { pad: 2, mirror: true } });
    expect(augmented.map(({ label }) => label)).toEqual(seenIn({}).map(({ label }) => label));
  });

  test('mirrors some images and not others', () => {
    const flips = seenIn({ augment: { pad: 0, mirror: true } }).map(({ label, pixels }) => {
      const mirrored = rowsOf(original(label)).flatMap((row) => row.reverse());
      const isMirrored = pixels.join() === mirrored.join();
      if (!isMirrored) expect(pixels).toEqual(original(label));
      return isMirrored;
    });
    expect(new Set(flips).size).toBe(2);
  });

  test('crops from an image padded with black', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(1000), (pad, seed) => {
        for (const { label, pixels } of seenIn({ augment: { pad, mirror: false }, seed })) {
          const windows = shifts(pad).map(([down, right]) => windowOf(label, down, right).join());
          expect(windows).toContain(pixels.join());
        }
      }),
      { numRuns: 20 },
    );
  });

  test('scales a random window to the whole image, mirrored or not', () => {
    const augment = { pad: 0, mirror: true, cropScale: [0.2, 1] };
    const seen = [1, 2, 3, 4].flatMap((seed) => seenIn({ augment, seed }));
    for (const { label, pixels } of seen) {
      expect(windowsOf(label).flatMap((rows) => [rows, mirroredRows(rows)])).toContain(
        pixels.join(),
      );
    }
    expect(
      new Set(seen.map(({ label, pixels }) => pixels.map((value) => value - 12 * label).join()))
        .size,
    ).toBeGreaterThan(15);
    const order = ({ label }: Seen) => label;
    expect(seenIn({ augment }).map(order)).toEqual(seenIn({}).map(order));
  });

  test('pads with what normalisation makes of black', () => {
    const normaliser = createNormaliser(split, shape, 'per-channel');
    const padded = { ...options, augment: { pad: 4, mirror: false } };
    const values: number[] = [];
    for (const batch of epochBatches(padded)) {
      values.push(...imagesOf(batch, { ...source, normaliser }));
    }
    expect(Math.min(...values)).toBe(normaliser.table[0]);
  });
});

function shifts(pad: number): [number, number][] {
  const range = Array.from({ length: 2 * pad + 1 }, (_, index) => index - pad);
  return range.flatMap((down) => range.map((right): [number, number] => [down, right]));
}

/** A slow twin of the crop. */
function windowOf(label: number, down: number, right: number): number[] {
  const rows = rowsOf(original(label));
  return [0, 1, 2].flatMap((y) => [0, 1, 2, 3].map((x) => rows[y + down]?.[x + right] ?? 0));
}

/** Every window of an image, scaled to its size. */
function windowsOf(label: number): string[] {
  const image = Uint8Array.from(original(label));
  const range = (count: number) => Array.from({ length: count }, (_, at) => at);
  return range(3).flatMap((down) =>
    range(4).flatMap((right) =>
      range(3 - down).flatMap((more) =>
        range(4 - right).map((wider) => {
          const scaled = new Uint8Array(12);
          scaleWindow(scaled, image, shape, { down, right, rows: more + 1, columns: wider + 1 });
          return [...scaled].join();
        }),
      ),
    ),
  );
}

function mirroredRows(pixels: string): string {
  return rowsOf(pixels.split(',').map(Number))
    .flatMap((row) => row.reverse())
    .join();
}
