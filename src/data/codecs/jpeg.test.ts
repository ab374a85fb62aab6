import { beforeAll, describe, expect, test } from 'vitest';
import { DataError, PartError } from '../dataError.ts';
import { defaultLimits } from '../limits.ts';
import { dataErrorOf, expectRefusal } from '../testing/errors.ts';
import { jpegModule, withOrientation, writeJpeg } from '../testing/writeJpeg.ts';
import { createJpegDecoder } from './jpeg.ts';
import { isJpeg } from './jpegHeader.ts';

const place = { file: 'photos.zip', entry: 'cat/1.jpg' };
const shape = { height: 12, width: 20 };
/** Red on the left, grey on the right. */
const pixels = Uint8ClampedArray.from({ length: 12 * 20 * 4 }, (_, at) => {
  const isLeft = (at >> 2) % 20 < 10;
  if (at % 4 === 3) return 255;
  return isLeft ? (at % 4 === 0 ? 200 : 20) : 128;
});
const decoder = createJpegDecoder(jpegModule);
const read = (bytes: Uint8Array) => decoder(bytes, place, defaultLimits);
let jpeg: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  jpeg = await writeJpeg(pixels, shape, { quality: 95 });
});

/** The image with the byte at the marker's position plus `offset` changed. */
function changed(code: number, offset: number, value: number): Uint8Array {
  const at = jpeg.findIndex((byte, index) => byte === 0xff && jpeg[index + 1] === code);
  const copy = jpeg.slice();
  copy[at + offset] = value;
  return copy;
}

describe('JPEG', () => {
  test('decodes colour', async () => {
    const image = await read(jpeg);
    expect(image).toMatchObject({ ...shape, channels: 3, changes: [] });
    const [red, green] = image.pixels;
    expect(Math.abs(red - 200)).toBeLessThan(12);
    expect(Math.abs(green - 20)).toBeLessThan(12);
  });

  test('decodes grey', async () => {
    const grey = Uint8ClampedArray.from(pixels, (_, at) => (at % 4 === 3 ? 255 : 90));
    const image = await read(await writeJpeg(grey, shape, { color_space: 1 }));
    expect(image).toMatchObject({ ...shape, channels: 1 });
    expect(Math.abs(image.pixels[7] - 90)).toBeLessThan(3);
  });

  test('turns images upright and says so', async () => {
    const image = await read(withOrientation(jpeg, 6));
    expect(image).toMatchObject({ height: 20, width: 12, channels: 3, changes: ['turned'] });
    expect((await read(withOrientation(jpeg, 1))).changes).toEqual([]);
  });

  test('decodes to the same bytes each time, also after a damaged image', async () => {
    const { pixels: before } = await read(jpeg);
    await dataErrorOf(() => read(changed(0xc4, 5, 255)));
    expect((await read(jpeg)).pixels).toEqual(before);
  });

  test.each([
    ['progressive', { progressive: true }],
    ['baseline', { progressive: false }],
    ['grey', { color_space: 1 }],
  ])('refuses every truncation that takes pixels away, %s', async (_, options) => {
    const sound = await writeJpeg(pixels, shape, { quality: 95, ...options });
    const expected = (await read(sound)).pixels;
    let unended = 0;
    for (let length = 0; length < sound.length; length++) {
      const image = await read(sound.subarray(0, length)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(PartError);
        return null;
      });
      if (image === null) continue;
      unended++;
      expect(image.changes).toEqual(['unended']);
      if (!Buffer.from(image.pixels).equals(expected)) expect.fail(`${length} of ${sound.length}`);
    }
    // Without the marker, with half of it, and where the last byte holds nothing but its padding.
    expect(unended).toBeGreaterThanOrEqual(2);
    expect(unended).toBeLessThanOrEqual(4);
  });

  test('turns a flipped bit into an image or an error, never more', async () => {
    for (let bit = 0; bit < jpeg.length * 8; bit += 3) {
      const flipped = jpeg.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      try {
        const { height, width, channels, pixels: decoded } = await read(flipped);
        expect(decoded.length).toBe(height * width * channels);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }
  });

  test('is refused where the platform has no decoder', async () => {
    const bare = createJpegDecoder(null);
    await expectRefusal(() => bare(jpeg, place, defaultLimits), ['no JPEG decoder']);
  });
});

test('isJpeg knows JPEG by its first bytes', () => {
  expect(isJpeg(jpeg)).toBe(true);
  expect(isJpeg(Uint8Array.of(0xff, 0xd8))).toBe(false);
});
