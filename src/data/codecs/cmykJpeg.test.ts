import { describe, expect, it } from 'vitest';
import { DataError } from '../dataError.ts';
import { defaultLimits } from '../limits.ts';
import { adobeMark, cmykJpeg } from '../testing/cmykJpeg.ts';
import { jpegModule, withOrientation, writeJpeg } from '../testing/writeJpeg.ts';
import { createJpegDecoder } from './jpeg.ts';
import { turnedUpright } from './turnedUpright.ts';

const place = { file: 'photos.zip', entry: 'cat/1.jpg' };
const decode = createJpegDecoder(jpegModule);
const read = (bytes: Uint8Array) => decode(bytes, place, defaultLimits);
const changed = (at: number, value: number) => cmykJpeg.map((byte, i) => (i === at ? value : byte));

/** What Pillow makes of the inks, within two of 255. */
function expectColour(pixels: Uint8Array, colour: readonly number[]) {
  expect(pixels).toHaveLength(9 * 5 * 3);
  pixels.forEach((value, at) => {
    expect(Math.abs(value - colour[at % 3])).toBeLessThanOrEqual(2);
  });
}

describe('CMYK JPEGs', () => {
  it('are read as inks laid over one another, with a note', async () => {
    const image = await read(cmykJpeg);
    expect(image).toMatchObject({ height: 5, width: 9, channels: 3, changes: ['inks'] });
    // 255 less the ink, times 255 less black, by 255
    expectColour(image.pixels, [(55 * 225) / 255, (215 * 225) / 255, (165 * 225) / 255]);
  });

  it('are read as brightness, two colours and black where they say so', async () => {
    const image = await read(changed(adobeMark.transform, 2));
    // Y 55, Cb 215, Cr 165 make the inks 107, 0 and 209.
    expectColour(image.pixels, [(148 * 225) / 255, 225, (46 * 225) / 255]);
  });

  it('are taken for Adobe’s without its mark', async () => {
    const { start } = adobeMark;
    const bare = Uint8Array.from([
      ...cmykJpeg.subarray(0, start),
      ...cmykJpeg.subarray(start + 16),
    ]);
    expect((await read(bare)).pixels).toEqual((await read(cmykJpeg)).pixels);
  });

  it('are turned upright and read without an end marker like others', async () => {
    expect(await read(withOrientation(cmykJpeg, 6))).toMatchObject({
      height: 9,
      width: 5,
      changes: ['turned', 'inks'],
    });
    const unended = await read(cmykJpeg.subarray(0, -2));
    expect(unended.changes).toEqual(['unended', 'inks']);
    expect(unended.pixels).toEqual((await read(cmykJpeg)).pixels);
  });

  it('are refused or read whole, whatever bit is flipped and wherever they are cut', async () => {
    const attempt = async (bytes: Uint8Array) => {
      try {
        const { height, width, channels, pixels } = await read(bytes);
        expect(pixels).toHaveLength(height * width * channels);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    };
    for (let length = 0; length < cmykJpeg.length; length++)
      await attempt(cmykJpeg.subarray(0, length));
    for (let bit = 0; bit < 8 * cmykJpeg.length; bit++) {
      await attempt(changed(bit >> 3, cmykJpeg[bit >> 3] ^ (1 << (bit & 7))));
    }
  });
});

it('turnedUpright turns as MozJPEG does, for every orientation', async () => {
  const pixels = Uint8ClampedArray.from({ length: 6 * 4 * 4 }, (_, at) => (at * 37) % 256);
  const jpeg = await writeJpeg(pixels, { height: 4, width: 6 }, { quality: 90 });
  const upright = await read(jpeg);
  for (let orientation = 1; orientation <= 8; orientation++) {
    const { height, width, pixels: expected } = await read(withOrientation(jpeg, orientation));
    const turned = turnedUpright(upright, orientation);
    expect(turned).toMatchObject({ height, width, channels: 3 });
    expect([...turned.pixels]).toEqual([...expected]);
  }
});
