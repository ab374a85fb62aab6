/** Writes PGM, BMP and GIF images for tests. */
import { joined } from './writeZip.ts';

interface Size {
  readonly height: number;
  readonly width: number;
}

const text = (value: string) => new TextEncoder().encode(value);

/** A PBM, PGM or PPM of the values, as many as its kind needs, 0 to `white`. */
export function writePnm(
  kind: 1 | 2 | 3 | 4 | 5 | 6,
  values: readonly number[],
  { height, width }: Size,
  white = 255,
): Uint8Array<ArrayBuffer> {
  const isBits = kind === 1 || kind === 4;
  const header = text(`P${kind}\n# a comment\n${width} ${height}${isBits ? '' : `\n${white}`}\n`);
  if (kind < 4) return joined([header, text(values.join(kind === 1 ? '' : ' '))]);
  if (kind === 4) {
    const stride = Math.ceil(width / 8);
    const bits = new Uint8Array(stride * height);
    values.forEach((value, at) => {
      const [row, column] = [Math.floor(at / width), at % width];
      bits[row * stride + (column >> 3)] |= value << (7 - (column & 7));
    });
    return joined([header, bits]);
  }
  const bytes = values.flatMap((value) => (white > 255 ? [value >> 8, value & 255] : [value]));
  return joined([header, Uint8Array.from(bytes)]);
}

export interface BmpOptions {
  readonly fromAbove?: boolean;
  readonly compression?: number;
  /** Red, green and blue of each colour. */
  readonly palette?: readonly (readonly number[])[];
  /** Writes a header with masks, the last for alpha. */
  readonly hasMasks?: boolean;
}

/** A BMP: palette indices, or blue, green, red (and a fourth byte) of each pixel. */
export function writeBmp(
  values: readonly number[],
  { height, width }: Size,
  bits: 1 | 4 | 8 | 24 | 32,
  { fromAbove = false, compression = 0, palette = [], hasMasks = false }: BmpOptions = {},
): Uint8Array<ArrayBuffer> {
  const headerSize = hasMasks ? 56 : 40;
  const stride = Math.ceil((width * bits) / 32) * 4;
  const start = 14 + headerSize + 4 * palette.length;
  const bytes = new Uint8Array(start + stride * height);
  const view = new DataView(bytes.buffer);
  bytes.set(text('BM'));
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, headerSize, true);
  view.setInt32(18, width, true);
  view.setInt32(22, fromAbove ? -height : height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, hasMasks ? 3 : compression, true);
  view.setUint32(46, palette.length, true);
  if (hasMasks) {
    [0xff0000, 0xff00, 0xff, 0xff000000].forEach((mask, index) => {
      view.setUint32(54 + 4 * index, mask, true);
    });
  }
  palette.forEach(([red, green, blue], index) => {
    bytes.set([blue, green, red], 14 + headerSize + 4 * index);
  });
  const perPixel = bits <= 8 ? 1 : bits / 8;
  values.forEach((value, at) => {
    const pixel = Math.floor(at / perPixel);
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    const rowAt = start + (fromAbove ? row : height - 1 - row) * stride;
    if (bits > 8) bytes[rowAt + column * perPixel + (at % perPixel)] = value;
    else bytes[rowAt + ((column * bits) >> 3)] |= value << (8 - bits - ((column * bits) & 7));
  });
  return bytes;
}

export interface GifOptions {
  readonly transparent?: number;
  readonly interlaced?: boolean;
  /** The screen, where it is not the image's size, and the image's place on it. */
  readonly screen?: Size;
  readonly at?: readonly [left: number, top: number];
  /** How often the image is written. */
  readonly frames?: number;
  /** Clears the codes only at the start, so that they run full. */
  readonly neverClear?: boolean;
}

/** A GIF of palette indices; the palette is a power of two of colours. */
export function writeGif(
  indices: readonly number[],
  { height, width }: Size,
  palette: readonly (readonly number[])[],
  options: GifOptions = {},
): Uint8Array<ArrayBuffer> {
  const { screen = { height, width }, at = [0, 0], frames = 1, transparent, interlaced } = options;
  const short = (value: number) => [value & 255, value >> 8];
  const bits = Math.max(1, Math.round(Math.log2(palette.length)));
  const head = [...short(screen.width), ...short(screen.height), 0x80 | (bits - 1), 0, 0];
  const control = [0x21, 0xf9, 4, transparent === undefined ? 0 : 1, 0, 0, transparent ?? 0, 0];
  const place = [...at.flatMap(short), ...short(width), ...short(height), interlaced ? 0x40 : 0];
  const order = interlaced
    ? [
        ...range(0, height, 8),
        ...range(4, height, 8),
        ...range(2, height, 4),
        ...range(1, height, 2),
      ]
    : range(0, height, 1);
  const inOrder = order.flatMap((row) => indices.slice(row * width, (row + 1) * width));
  const codeBits = Math.max(2, bits);
  const data = packGifCodes(inOrder, codeBits, options.neverClear ?? false);
  const blocks = range(0, data.length, 255).flatMap((start) => {
    const part = data.slice(start, start + 255);
    return [part.length, ...part];
  });
  const frame = [...control, 0x2c, ...place, codeBits, ...blocks, 0];
  const all = Array.from({ length: frames }, () => frame).flat();
  return joined([text('GIF89a'), Uint8Array.from([...head, ...palette.flat(), ...all, 0x3b])]);
}

const range = (start: number, end: number, step: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((end - start) / step)) }, (_, i) => start + i * step);

function packGifCodes(values: readonly number[], codeBits: number, neverClear: boolean): number[] {
  const [clear, end] = [1 << codeBits, (1 << codeBits) + 1];
  const bytes: number[] = [];
  let bits = 0;
  let bitCount = 0;
  let width = codeBits + 1;
  let codes = new Map<string, number>();
  let next = end + 1;
  const put = (code: number) => {
    bits |= code << bitCount;
    for (bitCount += width; bitCount >= 8; bitCount -= 8, bits >>>= 8) bytes.push(bits & 255);
  };
  const codeOf = (word: readonly number[]) =>
    word.length === 1 ? word[0] : codes.get(word.join())!;
  put(clear);
  let word: number[] = [];
  for (const value of values) {
    const longer = [...word, value];
    if (longer.length === 1 || codes.has(longer.join())) {
      word = longer;
      continue;
    }
    put(codeOf(word));
    if (next < 4096) {
      codes.set(longer.join(), next);
      if (next === 1 << width && width < 12) width++;
      next++;
    } else if (!neverClear) {
      put(clear);
      codes = new Map();
      next = end + 1;
      width = codeBits + 1;
    }
    word = [value];
  }
  if (word.length > 0) put(codeOf(word));
  // The reader learns one more word by the last code.
  if (next === 1 << width && width < 12) width++;
  put(end);
  if (bitCount > 0) bytes.push(bits & 255);
  return bytes;
}
