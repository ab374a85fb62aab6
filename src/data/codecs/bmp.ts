/**
 * BMP images that are not compressed: 1, 4 and 8 bits with a palette, 24 and 32 bits; rows from
 * below or from above. Source: Microsoft, Bitmap Storage. Palettes of greys give grey images;
 * transparent pixels, where the header says that there are any, are laid over white.
 */
import { type DataLimits, exactBytes } from '../limits.ts';
import { checkSides, type DecodedImage, type ImageOrigin, imageError } from './decodedImage.ts';
import { indexedImage } from './indexedImage.ts';

const headerSizes = [12, 40, 52, 56, 64, 108, 124];
const allowed = 'complete BMP images of 1, 4, 8, 24 or 32 bits a pixel, not compressed';

interface BmpFormat {
  readonly width: number;
  readonly height: number;
  readonly fromAbove: boolean;
  readonly bits: number;
  readonly hasAlpha: boolean;
  /** Position and length of the palette's entries. */
  readonly palette: { readonly at: number; readonly count: number; readonly entryBytes: 3 | 4 };
  readonly pixelsAt: number;
  /** Bytes of a row, a multiple of four. */
  readonly stride: number;
}

export function isBmp(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x42 && bytes[1] === 0x4d && headerSizes.includes(bytes[14]) && bytes[15] === 0
  );
}

/**
 * The image in a BMP file.
 * @throws DataError naming `place` and the byte where the file is compressed, damaged, not as long
 * as it says, or larger than the limits.
 */
export function decodeBmp(bytes: Uint8Array, place: ImageOrigin, limits: DataLimits): DecodedImage {
  const format = readFormat(bytes, place, limits);
  return format.bits <= 8 ? readIndexed(bytes, format, place) : readColours(bytes, format);
}

function readFormat(bytes: Uint8Array, place: ImageOrigin, limits: DataLimits): BmpFormat {
  const refuse = (at: number, found: string) => imageError(place, at, found, allowed);
  const headerSize = bytes[14];
  if (!isBmp(bytes) || bytes.length < 14 + headerSize) {
    throw refuse(bytes.length, 'the image ends in its header');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fileSize = view.getUint32(2, true);
  if (fileSize !== 0 && fileSize !== bytes.length) {
    const found = `${exactBytes(bytes.length)}, where its header says ${exactBytes(fileSize)}`;
    throw refuse(2, found);
  }
  const isCore = headerSize === 12;
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = isCore ? view.getUint16(20, true) : view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  checkSides(height, width, place, 18, limits);
  const bits = view.getUint16(isCore ? 24 : 28, true);
  if (![1, 4, 8, 24, 32].includes(bits)) throw refuse(28, `${bits} bits a pixel`);
  const compression = isCore ? 0 : view.getUint32(30, true);
  const hasMasks = compression === 3 && bits === 32;
  if (compression !== 0 && !hasMasks) throw refuse(30, `compression of kind ${compression}`);
  const hasAlpha = hasMasks && readMasks(view, headerSize, refuse);
  const paletteAt = 14 + headerSize + (hasMasks && headerSize === 40 ? 12 : 0);
  const colours = isCore ? 0 : view.getUint32(46, true);
  if (bits <= 8 && colours > 1 << bits) throw refuse(46, `a palette of ${colours} colours`);
  const count = bits > 8 ? 0 : colours === 0 ? 1 << bits : colours;
  const palette = { at: paletteAt, count, entryBytes: isCore ? (3 as const) : (4 as const) };
  const pixelsAt = view.getUint32(10, true);
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (pixelsAt < paletteAt + count * palette.entryBytes) {
    throw refuse(10, 'pixels that start within the header');
  }
  if (pixelsAt + stride * height > bytes.length) throw refuse(bytes.length, 'the image ends early');
  return { width, height, fromAbove: signedHeight < 0, bits, hasAlpha, palette, pixelsAt, stride };
}

/** Whether there is transparency; the masks must be those of blue, green, red and alpha bytes. */
function readMasks(
  view: DataView,
  headerSize: number,
  refuse: (at: number, found: string) => Error,
): boolean {
  if (view.byteLength < 66) throw refuse(view.byteLength, 'the image ends in its header');
  const masks = [54, 58, 62].map((at) => view.getUint32(at, true));
  const isUsual = masks[0] === 0xff0000 && masks[1] === 0xff00 && masks[2] === 0xff;
  const alpha = headerSize >= 56 && headerSize !== 64 ? view.getUint32(66, true) : 0;
  if (!isUsual || (alpha !== 0 && alpha !== 0xff000000)) throw refuse(54, 'unusual colour masks');
  return alpha !== 0;
}

/** Position of a row's first byte, rows counted from above. */
const rowStart = ({ fromAbove, height, pixelsAt, stride }: BmpFormat, row: number): number =>
  pixelsAt + (fromAbove ? row : height - 1 - row) * stride;

function readIndexed(bytes: Uint8Array, format: BmpFormat, place: ImageOrigin): DecodedImage {
  const { width, height, bits, palette } = format;
  const indices = new Uint8Array(width * height);
  const mask = (1 << bits) - 1;
  for (let row = 0, to = 0; row < height; row++) {
    const start = rowStart(format, row);
    for (let column = 0; column < width; column++) {
      const bit = column * bits;
      const at = start + (bit >> 3);
      const index = (bytes[at] >> (8 - bits - (bit & 7))) & mask;
      if (index >= palette.count) {
        throw imageError(place, at, `colour ${index} of a palette of ${palette.count}`, allowed);
      }
      indices[to++] = index;
    }
  }
  const colours = new Uint8Array(3 * palette.count);
  for (let index = 0; index < palette.count; index++) {
    const at = palette.at + index * palette.entryBytes;
    colours.set([bytes[at + 2], bytes[at + 1], bytes[at]], 3 * index);
  }
  return indexedImage(indices, format, colours, null);
}

function readColours(bytes: Uint8Array, format: BmpFormat): DecodedImage {
  const { width, height, bits, hasAlpha } = format;
  const pixels = new Uint8Array(3 * width * height);
  let isTransparent = false;
  for (let row = 0, to = 0; row < height; row++) {
    let at = rowStart(format, row);
    for (let column = 0; column < width; column++, at += bits / 8) {
      const alpha = hasAlpha ? bytes[at + 3] : 255;
      if (alpha < 255) isTransparent = true;
      for (let channel = 2; channel >= 0; channel--) {
        pixels[to++] = (bytes[at + channel] * alpha + 255 * (255 - alpha)) / 255 + 0.5;
      }
    }
  }
  return { height, width, channels: 3, pixels, changes: isTransparent ? ['opaque'] : [] };
}
