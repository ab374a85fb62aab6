import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { defaultLimits } from '../limits.ts';
import { dataErrorOf, expectRefusal } from '../testing/errors.ts';
import { patched } from '../testing/sourceFiles.ts';
import { animatedWebp, webpModule, writeWebp } from '../testing/writeWebp.ts';
import { createWebpDecoder } from './webp.ts';

const place = { file: 'photos.zip', entry: 'cat/1.webp' };
const decoder = createWebpDecoder(webpModule);
const read = (bytes: Uint8Array, limits = defaultLimits) => decoder(bytes, place, limits);
const shape = { height: 6, width: 10 };
const colours = Uint8ClampedArray.from({ length: 6 * 10 * 4 }, (_, at) =>
  at % 4 === 3 ? 255 : (at * 7) % 256,
);
const withoutOpacity = (pixels: Uint8ClampedArray) => [...pixels].filter((_, at) => at % 4 !== 3);
let lossless: Uint8Array<ArrayBuffer>;
let lossy: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  lossless = await writeWebp(colours, shape);
  const halves = colours.map((_, at) => (at % 4 === 3 || at >= 120 ? 255 : 90));
  lossy = await writeWebp(halves, shape, { lossless: false });
});

describe('WebP', () => {
  test('gives back what was written without loss', async () => {
    const images = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([height, width]) =>
        fc
          .uint8Array({ minLength: height * width * 4, maxLength: height * width * 4 })
          .map((bytes) => ({ height, width, pixels: Uint8ClampedArray.from(bytes) })),
      );
    await fc.assert(
      fc.asyncProperty(images, async ({ pixels, ...size }) => {
        const opaque = pixels.map((value, at) => (at % 4 === 3 ? 255 : value));
        const image = await read(await writeWebp(opaque, size));
        expect(image).toMatchObject({ ...size, channels: 3, changes: [] });
        expect([...image.pixels]).toEqual(withoutOpacity(opaque));
      }),
      { numRuns: 30 },
    );
  });

  test('reads lossy images', async () => {
    const { pixels, height, width } = await read(lossy);
    expect([height, width, pixels.length]).toEqual([6, 10, 180]);
    expect(Math.abs(pixels[0] - 90)).toBeLessThan(30);
    expect(pixels.at(-1)).toBeGreaterThan(230);
  });

  test('lays transparent pixels over white and says so', async () => {
    const clear = colours.map((value, at) => (at % 4 === 3 ? 0 : value));
    const image = await read(await writeWebp(clear, shape));
    expect([...image.pixels]).toEqual(new Array(180).fill(255));
    expect(image.changes).toEqual(['opaque']);
  });

  test('takes the first frame of an animation and says so', async () => {
    const image = await read(animatedWebp([lossless, lossy], shape));
    expect([...image.pixels]).toEqual(withoutOpacity(colours));
    expect(image.changes).toEqual(['firstFrame']);
    await expectRefusal(() => read(animatedWebp([lossless], shape, 2)), ['does not fill it']);
  });

  test('decodes to the same bytes after a damaged image', async () => {
    const { pixels } = await read(lossy);
    await dataErrorOf(() => read(patched(lossless, 26, 255, 255, 255, 255, 255, 255)));
    expect((await read(lossy)).pixels).toEqual(pixels);
  });

  test('refuses files that are cut short anywhere', async () => {
    for (const whole of [lossless, lossy]) {
      for (let length = 0; length < whole.length; length++) {
        await dataErrorOf(() => read(whole.subarray(0, length)));
      }
    }
  });

  test('refuses damaged files, or reads them as some image', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.nat(), fc.nat(255), async (isLossy, at, value) => {
        const whole = isLossy ? lossy : lossless;
        try {
          await read(patched(whole, at % whole.length, value));
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 300 },
    );
  });

  const hostile: readonly [string, () => Uint8Array, string[]][] = [
    ['other files', () => new Uint8Array(30), ['byte 0', 'signature']],
    ['no parts', () => lossless.subarray(0, 12).with(4, 4), ['no pixel data']],
    [
      'a part beyond the end',
      () => patched(lossless, 16, 255, 255),
      ['byte 16', 'a part ends after'],
    ],
    ['a lossless image without its mark', () => patched(lossless, 20, 0), ['byte 20', 'header']],
    ['a lossy image without its mark', () => patched(lossy, 23, 0), ['byte 20', 'header']],
    [
      '16,384 pixels a side',
      () => patched(lossless, 21, 255, 255, 255, 15),
      ['16384 × 16384', '4096'],
    ],
  ];
  test.each(hostile)('refuses %s', async (_name, bytes, parts) => {
    await expectRefusal(() => read(bytes()), ['photos.zip', 'cat/1.webp', ...parts]);
  });

  test('refuses all images without a library', async () => {
    const none = createWebpDecoder(null);
    await expectRefusal(() => none(lossless, place, defaultLimits), ['no WebP decoder']);
  });
});
