import fc from 'fast-check';
import { decode } from 'fast-png';
import { zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { expectRefusal } from '../testing/errors.ts';
import { pngHeader, writeChunks, writePng } from '../testing/writePng.ts';
import { decodePng, isPng } from './png.ts';

const place = { file: 'photos.zip', entry: 'cat/1.png' };
const read = (bytes: Uint8Array) => decodePng(bytes, place, defaultLimits);
/** A PNG of one IDAT part around raw rows, filter bytes included. */
const rawPng = (header: Uint8Array, rows: number[], ...before: [string, number[]][]) =>
  writeChunks([
    ['IHDR', header],
    ...before,
    ['IDAT', zlibSync(Uint8Array.from(rows))],
    ['IEND', []],
  ]);

describe('decodePng', () => {
  test('reads back grey and colour, plain and interlaced', () => {
    const sides = fc.integer({ min: 1, max: 19 });
    fc.assert(
      fc.property(
        fc.record({ height: sides, width: sides, channels: fc.constantFrom(1, 3) }),
        fc.constantFrom('null' as const, 'Adam7' as const),
        fc.infiniteStream(fc.nat(255)),
        (shape, interlace, stream) => {
          const size = shape.height * shape.width * shape.channels;
          const pixels = Uint8Array.from(stream.take(size));
          const image = read(writePng(pixels, shape, { interlace }));
          expect(image).toMatchObject(shape);
          expect([...image.pixels]).toEqual([...pixels]);
          expect(image.changes).toEqual([]);
        },
      ),
    );
  });

  test('undoes every row filter', () => {
    const rows = [0, 1, 2, 3, 1, 10, 5, 250, 2, 7, 7, 7, 3, 9, 8, 7, 4, 1, 255, 3];
    const bytes = rawPng(pngHeader(3, 5, 8, 0), rows);
    expect([...read(bytes).pixels]).toEqual([...decode(bytes).data]);
  });

  test('widens 1, 2 and 4 bits to the full range', () => {
    expect([...read(rawPng(pngHeader(9, 1, 1, 0), [0, 0b10110001, 0x80])).pixels]).toEqual(
      [1, 0, 1, 1, 0, 0, 0, 1, 1].map((bit) => bit * 255),
    );
    const two = read(rawPng(pngHeader(4, 1, 2, 0), [0, 0b00011011]));
    expect([...two.pixels]).toEqual([0, 85, 170, 255]);
    const four = read(rawPng(pngHeader(3, 1, 4, 0), [0, 0x0f, 0x70]));
    expect([...four.pixels]).toEqual([0, 255, 119]);
  });

  test('reads interlaced rows of single bits', () => {
    // 2 × 2 pixels: passes 1, 6 and 7 hold the first pixel, the second, and the second row.
    const bytes = rawPng(pngHeader(2, 2, 1, 0, 1), [0, 0x80, 0, 0x00, 0, 0x40]);
    expect([...read(bytes).pixels]).toEqual([255, 0, 0, 255]);
  });

  test('rounds 16 bits to 8 and says so', () => {
    const pixels = Uint16Array.from([0, 128, 129, 257, 32_767, 65_535]);
    const image = read(writePng(pixels, { height: 1, width: 6, channels: 1 }, { depth: 16 }));
    expect([...image.pixels]).toEqual([0, 0, 1, 1, 127, 255]);
    expect(image.changes).toEqual(['narrowed']);
  });

  test('lays transparent pixels over white and says so', () => {
    const grey = writePng(Uint8Array.of(0, 0, 100, 255, 0, 128), {
      height: 1,
      width: 3,
      channels: 2,
    });
    expect([...read(grey).pixels]).toEqual([255, 100, 127]);
    expect(read(grey).changes).toEqual(['opaque']);
    const key = rawPng(pngHeader(2, 1, 8, 0), [0, 7, 8], ['tRNS', [0, 7]]);
    expect([...read(key).pixels]).toEqual([255, 8]);
    const colour = rawPng(
      pngHeader(2, 1, 8, 2),
      [0, 1, 2, 3, 4, 5, 6],
      ['tRNS', [0, 4, 0, 5, 0, 6]],
    );
    expect([...read(colour).pixels]).toEqual([1, 2, 3, 255, 255, 255]);
  });

  test('looks colours up in a palette, grey where all are', () => {
    const colours: [string, number[]] = ['PLTE', [1, 2, 3, 4, 5, 6, 7, 8, 9]];
    const header = pngHeader(3, 1, 2, 3);
    const image = read(rawPng(header, [0, 0b00011000], colours));
    expect(image).toMatchObject({ channels: 3, changes: [] });
    expect([...image.pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const clear = read(rawPng(header, [0, 0b00011000], colours, ['tRNS', [255, 0]]));
    expect([...clear.pixels]).toEqual([1, 2, 3, 255, 255, 255, 7, 8, 9]);
    const grey = read(rawPng(header, [0, 0b00010000], ['PLTE', [9, 9, 9, 4, 4, 4]]));
    expect(grey.channels).toBe(1);
    expect([...grey.pixels]).toEqual([9, 4, 9]);
  });

  const good = writePng(
    Uint8Array.from({ length: 12 * 9 * 3 }, (_, at) => (at * 37) % 251),
    { height: 9, width: 12, channels: 3 },
  );

  test('refuses every truncation and every flipped bit', async () => {
    for (let length = 0; length < good.length; length++) {
      await expectRefusal(() => read(good.subarray(0, length)), ['photos.zip', 'cat/1.png']);
    }
    for (let bit = 0; bit < good.length * 8; bit++) {
      const flipped = good.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      await expectRefusal(() => read(flipped), ['byte']);
    }
  });
});

test('isPng knows PNG by its signature', () => {
  expect(isPng(writePng(Uint8Array.of(1), { height: 1, width: 1, channels: 1 }))).toBe(true);
  expect(isPng(Uint8Array.of(0x89, 0x50))).toBe(false);
});
