import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import type { PixelLayout } from '../readingChoices.ts';
import { readTableDataset } from '../tables/tableDataset.ts';
import { expectRefusal } from '../testing/errors.ts';
import { writeNpy } from '../testing/writeNpy.ts';
import { writeTable } from '../testing/writeTable.ts';
import { readArrayDataset } from './arrayDataset.ts';
import { areLikePixels, arranged, imageShapeOf, offeredRowShapes, rowLength } from './rowShape.ts';

const side = fc.integer({ min: 5, max: 9 });
const shapes = fc
  .record({
    height: side,
    width: side,
    channels: fc.constantFrom<1 | 3 | 4>(1, 3, 4),
    planes: fc.boolean(),
  })
  .map(({ planes, ...shape }): PixelLayout => ({ ...shape, ...(planes && { order: 'planes' }) }));

/** Images that change slowly from pixel to pixel, each brighter than the one before. */
function smoothRows(count: number, { height, width, channels, order }: PixelLayout): number[][] {
  const value = (image: number, row: number, column: number, channel: number) =>
    channel === 3 ? 255 : (image * 3 + row * 4 + column * 5 + channel * 60) % 256;
  const places = Array.from({ length: height * width }, (_, pixel) => pixel);
  const colours = Array.from({ length: channels }, (_, channel) => channel);
  const at = (image: number, pixel: number, channel: number) =>
    value(image, Math.floor(pixel / width), pixel % width, channel);
  return Array.from({ length: count }, (_, image) =>
    order === 'planes'
      ? colours.flatMap((channel) => places.map((pixel) => at(image, pixel, channel)))
      : places.flatMap((pixel) => colours.map((channel) => at(image, pixel, channel))),
  );
}
const labelsOf = (count: number) => Array.from({ length: count }, (_, index) => index % 2);

function asTable(rows: readonly (readonly number[])[], shape?: PixelLayout) {
  const table = writeTable([
    ['label', ...rows[0].map((_, at) => `pixel${at}`)],
    ...rows.map((row, index) => [index % 2, ...row]),
  ]);
  return readTableDataset(
    [{ file: 'a.csv', entry: null, bytes: table }],
    'rows',
    defaultLimits,
    shape === undefined ? {} : { shape },
  );
}
function asArray(rows: readonly (readonly number[])[], fortranOrder: boolean, shape?: PixelLayout) {
  const images = writeNpy([rows.length, rows[0].length], rows.flat(), { fortranOrder });
  const labels = writeNpy([rows.length], labelsOf(rows.length));
  const files = [
    { file: 'x.npy', entry: null, bytes: images },
    { file: 'y.npy', entry: null, bytes: labels },
  ];
  const choices = shape === undefined ? {} : { shape };
  return readArrayDataset(files, 'rows', defaultLimits, { lists: [], choices });
}
/** The images as arrays of four dimensions hold them. */
function asImages(rows: readonly (readonly number[])[], shape: PixelLayout) {
  const { height, width, channels } = imageShapeOf(shape);
  const pixels = arranged(Uint8Array.from(rows.flat()), shape);
  const files = [
    { file: 'x.npy', entry: null, bytes: writeNpy([rows.length, height, width, channels], pixels) },
    { file: 'y.npy', entry: null, bytes: writeNpy([rows.length], labelsOf(rows.length)) },
  ];
  return readArrayDataset(files, 'rows', defaultLimits, { lists: [], choices: {} });
}
function hashOf(reading: ReturnType<typeof asTable>): string {
  if (reading.kind === 'choice') throw new Error(reading.questions[0].found);
  return reading.dataset.hash;
}

describe('rows of a shape that is told', () => {
  test('are the same images from tables, arrays and images themselves', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 2, max: 5 }), fc.boolean(), (shape, count, fortran) => {
        const rows = smoothRows(count, shape);
        const images = hashOf(asImages(rows, shape));
        expect(hashOf(asTable(rows, shape))).toBe(images);
        expect(hashOf(asArray(rows, fortran, shape))).toBe(images);
      }),
      { numRuns: 60 },
    );
  });

  test('are refused where they have other values', async () => {
    const rows = smoothRows(4, { height: 8, width: 8, channels: 3 });
    const shape = { height: 8, width: 9, channels: 3 } as const;
    await expectRefusal(() => asTable(rows, shape), ['192 values', '8 × 9 × 3']);
    await expectRefusal(() => asArray(rows, false, shape), ['rows of 192', '8 × 9 × 3']);
  });

  test('lie on white where they have opacity', () => {
    const shape = { height: 1, width: 2, channels: 4 } as const;
    const pixels = arranged(Uint8Array.of(0, 0, 0, 255, 0, 10, 20, 0), shape);
    expect([...pixels]).toEqual([0, 0, 0, 255, 255, 255]);
  });
});

describe('rows of a shape that is not told', () => {
  const oblong = shapes.filter(
    ({ height, width, channels }) =>
      channels !== 4 && !Number.isInteger(Math.sqrt(height * width * channels)),
  );

  test('are asked about, and any answer is read, whether it is a table or an array', () => {
    let asked = 0;
    fc.assert(
      fc.property(oblong, fc.boolean(), (shape, fortran) => {
        const rows = smoothRows(8, shape);
        for (const read of [
          asTable,
          (...args: Parameters<typeof asTable>) => asArray(args[0], fortran, args[1]),
        ]) {
          const reading = read(rows);
          if (reading.kind !== 'choice') continue;
          const [{ kind, alternatives }] = reading.questions;
          expect(kind).toBe('rows');
          expect(alternatives.at(-1)?.choices).toEqual({ rows: 'vectors' });
          for (const { choices, previews } of alternatives.slice(0, -1)) {
            expect(previews.length).toBe(6);
            const { height, width, channels } = imageShapeOf(choices.shape!);
            expect(previews[0].pixels.length).toBe(height * width * channels);
            hashOf(read(rows, choices.shape));
          }
          asked++;
        }
      }),
      { numRuns: 30 },
    );
    expect(asked).toBeGreaterThan(20);
  });

  test('colour squares are offered in both orders, the one they were written in first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 12 }), fc.boolean(), (side, isPlanes) => {
        const plain = { height: side, width: side, channels: 3 } as const;
        const planes = { ...plain, order: 'planes' } as const;
        const shape = isPlanes ? planes : plain;
        const rows = Uint8Array.from(smoothRows(4, shape).flat());
        const offered = offeredRowShapes(rowLength(shape), rows);
        expect(offered[0]).toEqual(shape);
        expect(offered).toContainEqual(plain);
        expect(offered).toContainEqual(planes);
        expect(offered.length).toBeLessThanOrEqual(6);
      }),
    );
  });

  test.each([
    ['codes and counts', (value: number) => value % 8],
    ['measurements', (value: number) => value / 7 - 3],
  ])('%s stay vectors', (_what, change) => {
    const rows = smoothRows(6, { height: 6, width: 5, channels: 1 }).map((row) => row.map(change));
    const table = writeTable(rows.map((row, index) => [...row, index % 2 === 0 ? 'a' : 'b']));
    const files = [{ file: 'a.csv', entry: null, bytes: table }];
    const reading = readTableDataset(files, 'rows', defaultLimits, {});
    expect(reading.kind === 'dataset' && reading.dataset.shape.width).toBe(30);
  });
});

describe('rows of a table that nothing calls pixels', () => {
  const like = (rows: readonly (readonly number[])[]) =>
    areLikePixels(Uint8Array.from(rows.flat()), rows[0].length);
  const ofLength = (length: number, most: (column: number) => number) =>
    Array.from({ length: 6 }, (_, row) =>
      Array.from({ length }, (_, column) => (row * most(column)) / 5),
    );

  test('are like images where most columns are bright somewhere', () => {
    expect(like(ofLength(75, () => 250))).toBe(true);
    expect(like(ofLength(240, (column) => (column % 3 === 0 ? 60 : 200)))).toBe(true);
  });

  test('are measurements where columns have scales of their own, or are few', () => {
    expect(like(ofLength(75, (column) => (column % 3 === 0 ? 200 : 60)))).toBe(false);
    expect(like(ofLength(30, () => 250))).toBe(false);
    expect(like(ofLength(99, () => 250))).toBe(false);
  });

  test('may have columns that are the same everywhere, as margins are', () => {
    expect(like(ofLength(240, (column) => (column < 200 ? 0 : 250)))).toBe(true);
  });
});
