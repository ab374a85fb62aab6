/** Writes JPEG images for tests. */
import mozjpegEncoder from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js';
import { defaultOptions } from '@jsquash/jpeg/meta.js';
import { codecEncoder, codecModule } from './codecModules.ts';
import { joined } from './writeZip.ts';

/** The decoder's module, compiled once. */
export const jpegModule = codecModule('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm');

const encoder = codecEncoder(mozjpegEncoder, '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm');

/** A JPEG of height × width × 4 bytes (red, green, blue, and a fourth that is ignored). */
export async function writeJpeg(
  pixels: Uint8ClampedArray,
  { height, width }: { height: number; width: number },
  options: object = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const settings = { ...defaultOptions, ...options };
  return new Uint8Array((await encoder()).encode(pixels, width, height, settings));
}

/** The image with an EXIF part that says how to turn it. */
export function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array<ArrayBuffer> {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation];
  const exif = [0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff, 0, 0, 0, 0, 0, 0];
  return joined([jpeg.subarray(0, 2), Uint8Array.from(exif), jpeg.subarray(2)]);
}
