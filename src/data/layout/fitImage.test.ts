import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inChannels, type Raster } from '../codecs/raster.ts';
import { fitImage } from './fitImage.ts';

const grey = (height: number, width: number, values: readonly number[]): Raster => ({
  height,
  width,
  channels: 1,
  pixels: Uint8Array.from(values),
});
const fitting = fc.constantFrom('resize', 'crop', 'pad');
const side = fc.integer({ min: 1, max: 12 });
const raster = fc
  .tuple(side, side, fc.constantFrom(1 as const, 3 as const))
  .chain(([height, width, channels]) =>
    fc
      .uint8Array({ minLength: height * width * channels, maxLength: height * width * channels })
      .map((pixels): Raster => ({ height, width, channels, pixels })),
  );

describe('fitImage', () => {
  test('gives the size asked for, and a plain colour stays what it is', () => {
    fc.assert(
      fc.property(raster, fitting, side, side, fc.nat(255), (image, way, height, width, value) => {
        const plain = { ...image, pixels: image.pixels.map(() => value) };
        const fitted = fitImage(plain, { fitting: way, height, width });
        expect(fitted).toMatchObject({ height, width, channels: image.channels });
        expect(fitted.pixels.length).toBe(height * width * image.channels);
        const allowed = way === 'pad' ? [0, value] : [value];
        expect(fitted.pixels.every((pixel) => allowed.includes(pixel))).toBe(true);
      }),
    );
  });

  test('leaves an image of that size as it is', () => {
    fc.assert(
      fc.property(raster, fitting, (image, way) => {
        const { height, width } = image;
        expect(fitImage(image, { fitting: way, height, width })).toBe(image);
      }),
    );
  });

  test('scales channels apart', () => {
    fc.assert(
      fc.property(raster, side, side, ({ height, width, pixels }, toHeight, toWidth) => {
        const size = { fitting: 'resize', height: toHeight, width: toWidth } as const;
        const plane = grey(height, width, [...pixels.subarray(0, height * width)]);
        const one = fitImage(plane, size);
        expect(fitImage(inChannels(plane, 3), size)).toEqual(inChannels(one, 3));
      }),
    );
  });

  test('means blocks with a triangle when it makes less of them', () => {
    const image = grey(1, 8, [0, 0, 0, 0, 80, 80, 80, 80]);
    // Weights 1, 3, 3, 1 of four pixels at a step of 2; three of them at the border: 3, 3, 1.
    const { pixels } = fitImage(image, { fitting: 'resize', height: 1, width: 4 });
    expect([...pixels]).toEqual([0, 10, 70, 80]);
  });

  test('cuts the middle out, without scaling where a side fits', () => {
    const image = grey(2, 5, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const { pixels } = fitImage(image, { fitting: 'crop', height: 2, width: 2 });
    expect([...pixels]).toEqual([2, 3, 7, 8]);
  });

  test('lays small images on black without scaling them', () => {
    const { pixels } = fitImage(grey(1, 2, [8, 9]), { fitting: 'pad', height: 3, width: 4 });
    expect([...pixels]).toEqual([0, 0, 0, 0, 0, 8, 9, 0, 0, 0, 0, 0]);
  });
});

test('brightness weighs green most', () => {
  const image: Raster = {
    height: 1,
    width: 4,
    channels: 3,
    pixels: Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]),
  };
  expect([...inChannels(image, 1).pixels]).toEqual([76, 150, 29, 255]);
});
