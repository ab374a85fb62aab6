/** PBM to PPM, BMP and GIF images, which class folders may hold beside PNG and JPEG. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { defaultLimits } from '../limits.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { writeBmp, writeGif, writePnm } from '../testing/writeImages.ts';
import { decodeBmp, isBmp } from './bmp.ts';
import { decodeGif, isGif } from './gif.ts';
import { decodePnm, isPnm } from './pnm.ts';

const place = { file: 'a.zip', entry: 'cat/1' };
const pnm = (bytes: Uint8Array) => decodePnm(bytes, place, defaultLimits);
const bmp = (bytes: Uint8Array) => decodeBmp(bytes, place, defaultLimits);
const gif = (bytes: Uint8Array) => decodeGif(bytes, place, defaultLimits);
const text = (value: string) => new TextEncoder().encode(value);
const sides = fc.record({
  height: fc.integer({ min: 1, max: 20 }),
  width: fc.integer({ min: 1, max: 20 }),
});
const stream = (most: number) => fc.infiniteStream(fc.nat(most));
const size = { height: 2, width: 3 };
const count = ({ height, width }: { height: number; width: number }) => height * width;

/** Refuses every truncation; changed bytes give an image of some size or a refusal. */
async function checkDamage(decode: (bytes: Uint8Array) => unknown, bytes: Uint8Array) {
  for (let length = 0; length < bytes.length; length++) {
    await dataErrorOf(() => decode(bytes.subarray(0, length)));
  }
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3] ^= 1 << (bit & 7);
    try {
      decode(flipped);
    } catch (error) {
      expect(error).toBeInstanceOf(DataError);
    }
  }
}

describe('decodePnm', () => {
  test('reads back every kind', () => {
    fc.assert(
      fc.property(sides, fc.constantFrom(1, 2, 3, 4, 5, 6), stream(255), (shape, kind, values) => {
        const isBits = kind === 1 || kind === 4;
        const channels = kind % 3 === 0 ? 3 : 1;
        const all = [...values.take(count(shape) * channels)].map((v) => (isBits ? v & 1 : v));
        const image = pnm(writePnm(kind as 1, all, shape));
        expect(image).toMatchObject({ ...shape, channels, changes: [] });
        expect([...image.pixels]).toEqual(isBits ? all.map((bit) => 255 - 255 * bit) : all);
      }),
    );
  });

  test('scales from its own white', () => {
    expect([...pnm(writePnm(5, [0, 7, 15, 1, 2, 3], size, 15)).pixels]).toEqual([
      0, 119, 255, 17, 34, 51,
    ]);
    const wide = pnm(writePnm(2, [0, 65_535, 32_768, 0, 0, 0], size, 65_535));
    expect([...wide.pixels.subarray(0, 3)]).toEqual([0, 255, 128]);
    expect(wide.changes).toEqual(['narrowed']);
  });

  test('refuses truncation and survives flipped bits', async () => {
    await checkDamage(pnm, writePnm(6, new Array(18).fill(9), size));
    await checkDamage(pnm, writePnm(4, [0, 1, 1, 0, 1, 0], size));
  });
});

describe('decodeBmp', () => {
  test('reads back every depth, from below and from above', () => {
    fc.assert(
      fc.property(
        sides,
        fc.constantFrom(1, 4, 8, 24, 32),
        stream(255),
        fc.boolean(),
        (shape, bits, values, fromAbove) => {
          const perPixel = bits <= 8 ? 1 : bits / 8;
          const palette = Array.from({ length: bits <= 8 ? 1 << bits : 0 }, (_, i) => [
            i,
            255 - i,
            7,
          ]);
          const all = [...values.take(count(shape) * perPixel)].map((v) =>
            bits < 8 ? v & ((1 << bits) - 1) : v,
          );
          const image = bmp(writeBmp(all, shape, bits as 1, { fromAbove, palette }));
          expect(image).toMatchObject({ ...shape, channels: 3, changes: [] });
          const expected = Array.from({ length: count(shape) }, (_, pixel) => {
            if (bits <= 8) return palette[all[pixel]];
            const [blue, green, red] = all.slice(pixel * perPixel);
            return [red, green, blue];
          });
          expect([...image.pixels]).toEqual(expected.flat());
        },
      ),
    );
  });

  test('makes a palette of greys grey, and lays transparent pixels over white', () => {
    const palette = [0, 80, 160, 240].map((grey) => [grey, grey, grey]);
    const grey = bmp(writeBmp([0, 1, 2, 3, 2, 1], size, 8, { palette }));
    expect(grey).toMatchObject({ channels: 1, pixels: Uint8Array.of(0, 80, 160, 240, 160, 80) });
    const clear = bmp(
      writeBmp([0, 0, 200, 255, 0, 0, 200, 0], { height: 1, width: 2 }, 32, { hasMasks: true }),
    );
    expect(clear).toMatchObject({
      changes: ['opaque'],
      pixels: Uint8Array.of(200, 0, 0, 255, 255, 255),
    });
  });

  const plain = writeBmp(new Array(18).fill(9), size, 24);

  test('refuses truncation and survives flipped bits', async () => {
    await checkDamage(bmp, plain);
  });
});

describe('decodeGif', () => {
  const colours = (length: number) => Array.from({ length }, (_, i) => [i, 255 - i, (i * 7) % 256]);

  test('reads a published example', () => {
    // Matthew Flickinger, What’s in a GIF, sample 1: 10 × 10 pixels of white, red and blue.
    const bytes = Uint8Array.from(
      Buffer.from(
        '4749463839610a000a00910000ffffffff00000000ff00000021f90400000000002c000000000a000a00000216' +
          '8c2d99872a1cdc33a00275ec95faa8de608c04914c01003b',
        'hex',
      ),
    );
    const rows = ['1111122222', '1111122222', '1111122222', '1110000222', '1110000222'];
    const turned = ['2220000111', '2220000111', '2222211111', '2222211111', '2222211111'];
    const palette = [
      [255, 255, 255],
      [255, 0, 0],
      [0, 0, 255],
    ];
    const expected = [...rows, ...turned]
      .join('')
      .split('')
      .flatMap((index) => palette[Number(index)]);
    expect([...gif(bytes).pixels]).toEqual(expected);
  });

  test('reads back palettes of every size, interlaced or not', () => {
    fc.assert(
      fc.property(
        sides,
        fc.integer({ min: 1, max: 8 }),
        stream(255),
        fc.boolean(),
        (shape, bits, values, interlaced) => {
          const palette = colours(1 << bits);
          const indices = [...values.take(count(shape))].map((value) => value & ((1 << bits) - 1));
          const image = gif(writeGif(indices, shape, palette, { interlaced }));
          expect(image).toMatchObject({ ...shape, channels: 3, changes: [] });
          expect([...image.pixels]).toEqual(indices.flatMap((index) => palette[index]));
        },
      ),
    );
  });

  test('reads codes that run full, cleared or not', () => {
    const shape = { height: 120, width: 120 };
    const indices = Array.from(
      { length: count(shape) },
      (_, at) => (at * at * 31 + (at >> 3)) & 255,
    );
    for (const neverClear of [false, true]) {
      const { pixels } = gif(writeGif(indices, shape, colours(256), { neverClear }));
      expect(pixels).toEqual(Uint8Array.from(indices.flatMap((index) => colours(256)[index])));
    }
  });

  test('takes the first image on the whole screen; what is free or transparent is white', () => {
    const palette = [0, 50, 100, 150].map((grey) => [grey, grey, grey]);
    const screen = { height: 2, width: 3 };
    const image = gif(
      writeGif([1, 2], { height: 1, width: 2 }, palette, {
        screen,
        at: [1, 1],
        transparent: 2,
        frames: 3,
      }),
    );
    expect(image).toMatchObject({
      height: 2,
      width: 3,
      channels: 1,
      changes: ['opaque', 'firstFrame'],
    });
    expect([...image.pixels]).toEqual([255, 255, 255, 255, 50, 255]);
    const full = gif(writeGif([0], { height: 1, width: 1 }, colours(256), { screen }));
    expect([...full.pixels.subarray(0, 6)]).toEqual([0, 255, 0, 255, 255, 255]);
  });

  const plain = writeGif([0, 1, 2, 3, 2, 1], size, colours(4));

  test('refuses truncation and survives flipped bits', async () => {
    await checkDamage(gif, plain);
  });
});

test('each kind is known by its first bytes', () => {
  expect([isPnm, isBmp, isGif].map((is) => is(writePnm(5, [1], { height: 1, width: 1 })))).toEqual([
    true,
    false,
    false,
  ]);
  expect(
    [isPnm, isBmp, isGif].map((is) => is(writeBmp([1, 1, 1], { height: 1, width: 1 }, 24))),
  ).toEqual([false, true, false]);
  expect([isPnm, isBmp, isGif].map((is) => is(text('GIF87a')))).toEqual([false, false, true]);
  expect(isPnm(text('P7\n'))).toBe(false);
  expect(isPnm(text('P51'))).toBe(false);
});
