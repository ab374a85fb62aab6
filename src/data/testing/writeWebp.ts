/** Writes WebP images for tests. */
import webpEncoder from '@jsquash/webp/codec/enc/webp_enc.js';
import { defaultOptions } from '@jsquash/webp/meta.js';
import { codecEncoder, codecModule } from './codecModules.ts';
import { joined } from './writeZip.ts';

/** The decoder's module, compiled once. */
export const webpModule = codecModule('@jsquash/webp/codec/dec/webp_dec.wasm');

const encoder = codecEncoder(webpEncoder, '@jsquash/webp/codec/enc/webp_enc.wasm');

interface Size {
  readonly height: number;
  readonly width: number;
}

/** A WebP of height × width × 4 bytes: red, green, blue and opacity. */
export async function writeWebp(
  pixels: Uint8ClampedArray,
  { height, width }: Size,
  { lossless = true }: { readonly lossless?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const settings = { ...defaultOptions, lossless: lossless ? 1 : 0, exact: 1 };
  return new Uint8Array((await encoder()).encode(pixels, width, height, settings));
}

/** An animation of still images of one size, at the corner or `offset` pixels (an even number) off. */
export function animatedWebp(
  stills: readonly Uint8Array[],
  { height, width }: Size,
  offset = 0,
): Uint8Array<ArrayBuffer> {
  const canvas = Uint8Array.of(
    2 | 16,
    0,
    0,
    0,
    ...bytesOf(width - 1, 3),
    ...bytesOf(height - 1, 3),
  );
  const frames = stills.map((still) => {
    const head = [
      ...bytesOf(offset / 2, 3),
      ...bytesOf(0, 3),
      ...bytesOf(width - offset - 1, 3),
      ...bytesOf(height - 1, 3),
      ...bytesOf(100, 3),
      0,
    ];
    // Past `RIFF`, a size, `WEBP`, and the extended header of images with opacity.
    const isExtended = String.fromCharCode(...still.subarray(12, 16)) === 'VP8X';
    return chunk('ANMF', joined([Uint8Array.from(head), still.subarray(isExtended ? 30 : 12)]));
  });
  const all = joined([
    text('WEBP'),
    chunk('VP8X', canvas),
    chunk('ANIM', new Uint8Array(6)),
    ...frames,
  ]);
  return joined([text('RIFF'), Uint8Array.from(bytesOf(all.length, 4)), all]);
}

const text = (value: string) => new TextEncoder().encode(value);

function chunk(code: string, data: Uint8Array): Uint8Array {
  const filler = new Uint8Array(data.length % 2);
  return joined([text(code), Uint8Array.from(bytesOf(data.length, 4)), data, filler]);
}

const bytesOf = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(value / 256 ** index) % 256);
