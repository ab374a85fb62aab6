/**
 * PNG (W3C recommendation, third edition) to bytes of grey or of red, green and blue: all colour
 * types, bit depths and interlacing; the first image of animated ones. Every checksum is
 * verified, and nothing is allocated before header and length of the data agree that it is due.
 *
 * Transparent pixels are laid over white, as a page or paper would show them. 16 bits become 8,
 * rounded. Colour profiles and gamma are left aside, as the usual training pipelines do. A
 * palette of greys gives a grey image.
 */
import { crc32 } from '../../lib/crc32.ts';
import { ByteSink, InflateError, inflate } from '../../lib/inflate.ts';
import type { DataLimits } from '../limits.ts';
import { checkSides, type DecodedImage, type ImageOrigin, imageError } from './decodedImage.ts';
import {
  checkFormat,
  type PngFormat,
  type PngPalette,
  rawSize,
  unpackPixels,
} from './pngPixels.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Deflate cannot pack more than this many bytes into one. */
const largestRatio = 1032;

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/**
 * The image in a PNG file.
 * @throws DataError naming `place` and the byte where the file is damaged, cut short, larger than
 * the limits, or against the rules of the format.
 */
export function decodePng(bytes: Uint8Array, place: ImageOrigin, limits: DataLimits): DecodedImage {
  const { format, palette, key, data, dataAt } = readChunks(bytes, place, limits);
  const raw = inflateData(data, rawSize(format), place, dataAt);
  return unpackPixels(raw, format, palette, key, (found) => imageError(place, dataAt, found));
}

interface Chunk {
  readonly type: string;
  readonly at: number;
  readonly data: Uint8Array;
}

interface Content {
  readonly format: PngFormat;
  readonly palette: PngPalette | null;
  /** The sample values of the colour that is transparent; null if none is. */
  readonly key: readonly number[] | null;
  readonly data: Uint8Array;
  /** Position of the first data chunk. */
  readonly dataAt: number;
}

function readChunks(bytes: Uint8Array, place: ImageOrigin, limits: DataLimits): Content {
  if (!isPng(bytes)) throw imageError(place, 0, 'the PNG signature is missing');
  const header = readChunk(bytes, 8, place);
  const format = readHeader(header, place, limits);
  let palette: PngPalette | null = null;
  let transparency: Chunk | null = null;
  const parts: Chunk[] = [];
  for (let chunk = header; chunk.type !== 'IEND'; ) {
    chunk = readChunk(bytes, chunk.at + 12 + chunk.data.length, place);
    if (chunk.type === 'PLTE') palette = readPalette(chunk, format, place);
    else if (chunk.type === 'tRNS') transparency = chunk;
    else if (chunk.type === 'IDAT') parts.push(chunk);
    else if (chunk.type !== 'IEND' && isCritical(chunk.type)) {
      throw imageError(place, chunk.at, `an unknown or misplaced part “${chunk.type}”`);
    }
  }
  if (parts.length === 0) throw imageError(place, bytes.length, 'there are no pixel data');
  if (format.colour === 3 && palette === null) throw imageError(place, 8, 'the palette is missing');
  return {
    format,
    palette: format.colour === 3 ? withAlpha(palette!, transparency, place) : null,
    key: format.colour === 3 ? null : readKey(transparency, format, place),
    data: parts.length === 1 ? parts[0].data : concatenated(parts),
    dataAt: parts[0].at,
  };
}

function readChunk(bytes: Uint8Array, at: number, place: ImageOrigin): Chunk {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = at + 12 <= bytes.length ? at + 12 + view.getUint32(at) : Number.POSITIVE_INFINITY;
  if (end > bytes.length) throw imageError(place, bytes.length, 'the image ends early');
  if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
    throw imageError(place, at, 'a checksum does not match');
  }
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
  if (!/^[A-Za-z]{4}$/.test(type)) throw imageError(place, at, 'a part has no proper name');
  return { type, at, data: bytes.subarray(at + 8, end - 4) };
}

/** Parts that change the meaning of an image start with a capital. */
const isCritical = (type: string): boolean => type[0] === type[0].toUpperCase();

function readHeader({ type, data }: Chunk, place: ImageOrigin, limits: DataLimits): PngFormat {
  if (type !== 'IHDR' || data.length !== 13) throw imageError(place, 8, 'the header is missing');
  const view = new DataView(data.buffer, data.byteOffset, 13);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  checkSides(height, width, place, 16, limits);
  const [depth, colour, compression, filter, interlace] = data.subarray(8);
  const format = { width, height, depth, colour, interlaced: interlace === 1 };
  if (!checkFormat(format)) {
    throw imageError(place, 24, `colour type ${colour} with ${depth} bits a sample`);
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw imageError(place, 26, 'an unknown compression, filter or interlacing');
  }
  return format;
}

function readPalette({ data, at }: Chunk, { depth }: PngFormat, place: ImageOrigin): PngPalette {
  const count = data.length / 3;
  if (!Number.isInteger(count) || count < 1 || count > 256) {
    throw imageError(place, at, `a palette of ${data.length} bytes`);
  }
  if (depth < 8 && count > 1 << depth) {
    throw imageError(place, at, `a palette of ${count} colours for ${depth} bits a pixel`);
  }
  return { colours: data, alpha: new Uint8Array(count).fill(255) };
}

function withAlpha(palette: PngPalette, chunk: Chunk | null, place: ImageOrigin): PngPalette {
  if (chunk === null) return palette;
  const { alpha } = palette;
  if (chunk.data.length > alpha.length) {
    throw imageError(
      place,
      chunk.at,
      `transparency for ${chunk.data.length} of ${alpha.length} colours`,
    );
  }
  alpha.set(chunk.data);
  return palette;
}

function readKey(chunk: Chunk | null, format: PngFormat, place: ImageOrigin): number[] | null {
  if (chunk === null) return null;
  const samples = format.colour === 2 ? 3 : format.colour === 0 ? 1 : 0;
  if (samples === 0 || chunk.data.length !== 2 * samples) {
    throw imageError(place, chunk.at, 'a transparent colour that does not fit the colour type');
  }
  const mask = 2 ** format.depth - 1;
  return Array.from(
    { length: samples },
    (_, index) => ((chunk.data[2 * index] << 8) | chunk.data[2 * index + 1]) & mask,
  );
}

function concatenated(parts: readonly Chunk[]): Uint8Array {
  const sink = new Uint8Array(parts.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of parts) {
    sink.set(data, at);
    at += data.length;
  }
  return sink;
}

/** The zlib stream (RFC 1950) of the pixel data: exactly `size` bytes. */
function inflateData(
  data: Uint8Array,
  size: number,
  place: ImageOrigin,
  at: number,
): Uint8Array<ArrayBuffer> {
  const refuse = (found: string) => imageError(place, at, found);
  if (data.length < 6 || (data[0] & 15) !== 8 || ((data[0] << 8) | data[1]) % 31 !== 0) {
    throw refuse('the pixel data do not start as they must');
  }
  if ((data[1] & 0x20) !== 0) throw refuse('the pixel data need a dictionary');
  if (size > data.length * largestRatio) throw refuse('there are too few pixel data for its size');
  const sink = new ByteSink(size, size);
  const end = inflateInto(sink, data, refuse);
  if (sink.length !== size) throw refuse('there are too few pixel data for its size');
  if (end + 4 > data.length) throw refuse('the pixel data end early');
  const check = new DataView(data.buffer, data.byteOffset + end, 4).getUint32(0);
  if (adler32(sink.bytes) !== check) throw refuse('the checksum of the pixel data does not match');
  return sink.bytes;
}

function inflateInto(sink: ByteSink, data: Uint8Array, refuse: (found: string) => Error): number {
  try {
    return inflate(data, sink, 2);
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    throw refuse(
      error.fault === 'over-limit'
        ? 'there are more pixel data than its size needs'
        : `the pixel data are damaged: ${error.message}`,
    );
  }
}

/** Adler-32 (RFC 1950); 5,552 bytes are the most whose sums stay below 2^32. */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let at = 0; at < bytes.length; ) {
    for (const end = Math.min(at + 5552, bytes.length); at < end; at++) {
      low += bytes[at];
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return high * 65_536 + low;
}
