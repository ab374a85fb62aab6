/** Writes PNG images for tests. */
import { encode, type ImageData, type PngEncoderOptions } from 'fast-png';
import { crc32 } from '../../lib/crc32.ts';
import { joined } from './writeZip.ts';

/** A PNG of height × width × channels bytes. */
export function writePng(
  pixels: Uint8Array | Uint16Array,
  { height, width, channels }: { height: number; width: number; channels: number },
  more: Partial<ImageData> & PngEncoderOptions = {},
): Uint8Array<ArrayBuffer> {
  const { interlace, zlib, ...rest } = more;
  const image = { data: pixels, height, width, channels, ...rest };
  const options: PngEncoderOptions = {};
  if (interlace !== undefined) options.interlace = interlace;
  if (zlib !== undefined) options.zlib = zlib;
  return new Uint8Array(encode(image, options));
}

/** A PNG from its parts, with right checksums and whatever content. */
export function writeChunks(
  chunks: readonly (readonly [type: string, data: ArrayLike<number>])[],
): Uint8Array<ArrayBuffer> {
  const parts = chunks.map(([type, data]) => {
    const bytes = new Uint8Array(12 + data.length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, data.length);
    bytes.set(new TextEncoder().encode(type), 4);
    bytes.set(Uint8Array.from(data), 8);
    view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
    return bytes;
  });
  return joined([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), ...parts]);
}

/** The content of an IHDR part. */
export function pngHeader(
  width: number,
  height: number,
  depth: number,
  colour: number,
  interlace = 0,
): Uint8Array {
  const bytes = new Uint8Array(13);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  bytes.set([depth, colour, 0, 0, interlace], 8);
  return bytes;
}
