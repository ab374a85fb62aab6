/**
 * What a WebP image says about itself, read before anything is decoded. Source: RFC 9649.
 */
import type { DataLimits } from '../limits.ts';
import { checkSides, type ImageOrigin, imageError } from './decodedImage.ts';

export interface WebpHeader {
  /** The still image to decode: the file itself, or the first frame of an animation as a file. */
  readonly still: Uint8Array;
  readonly isAnimated: boolean;
}

interface Chunk {
  readonly code: string;
  /** Position of the chunk's code. */
  readonly at: number;
  readonly data: Uint8Array;
}

const allowed = 'WebP images, lossy or lossless, that are whole';
const remedy = 'save the image again as WebP or PNG, or leave it out';
/** In the first byte of an extended header: some pixels may be transparent. */
const alphaFlag = 16;

export function isWebp(bytes: Uint8Array): boolean {
  return textAt(bytes, 0) === 'RIFF' && textAt(bytes, 8) === 'WEBP';
}

/**
 * Checks sizes and parts of a WebP image.
 * @throws DataError naming `place` and the byte where the file is cut short, larger than the
 * limits, without pixel data, or an animation whose first frame does not fill it.
 */
export function readWebpHeader(
  bytes: Uint8Array,
  place: ImageOrigin,
  limits: DataLimits,
): WebpHeader {
  const refuse = (at: number, found: string) => imageError(place, at, found, allowed, remedy);
  if (!isWebp(bytes)) throw refuse(0, 'the WebP signature is missing');
  const end = 8 + viewOf(bytes).getUint32(4, true);
  if (end > bytes.length) throw refuse(bytes.length, 'the file ends early');
  const chunks = chunksIn(bytes, 12, end, refuse);
  const checked = (chunk: Chunk) => checkChunk(chunk, place, limits, refuse);
  chunks.forEach(checked);
  const frame = chunks.find(({ code }) => code === 'ANMF');
  const image = chunks.find(({ code }) => isPixels(code));
  if (image !== undefined) return { still: bytes, isAnimated: false };
  if (frame === undefined) throw refuse(bytes.length, 'there are no pixel data');
  const parts = chunksIn(frame.data, 16, frame.data.length, (at, found) =>
    refuse(frame.at + 8 + at, found),
  );
  parts.forEach(checked);
  if (!fillsCanvas(frame, chunks)) throw refuse(frame.at, 'its first frame does not fill it');
  return { still: stillOf(frame, parts), isAnimated: true };
}

const isPixels = (code: string): boolean => code === 'VP8 ' || code === 'VP8L';

function chunksIn(
  bytes: Uint8Array,
  start: number,
  end: number,
  refuse: (at: number, found: string) => Error,
): Chunk[] {
  const view = viewOf(bytes);
  const chunks: Chunk[] = [];
  let at = start;
  while (at + 8 <= end) {
    const size = view.getUint32(at + 4, true);
    if (size > end - at - 8) throw refuse(at + 4, 'a part ends after the file');
    chunks.push({ code: textAt(bytes, at), at, data: bytes.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return chunks;
}

/** Refuses images and canvases beyond the limits. */
function checkChunk(
  { code, at, data }: Chunk,
  place: ImageOrigin,
  limits: DataLimits,
  refuse: (at: number, found: string) => Error,
): void {
  const sides = sidesIn(code, data);
  if (sides === null) return;
  if (sides === 'damaged') throw refuse(at + 8, 'the header of its pixel data is damaged');
  checkSides(sides.height, sides.width, place, at + 8, limits);
}

interface Sides {
  readonly height: number;
  readonly width: number;
}

function sidesIn(code: string, data: Uint8Array): Sides | 'damaged' | null {
  const view = viewOf(data);
  switch (code) {
    case 'VP8 ': {
      // A key frame, its mark, then 14 bits of each side.
      if (data.length < 10 || data[0] % 2 !== 0) return 'damaged';
      if (data[3] !== 0x9d || data[4] !== 0x01 || data[5] !== 0x2a) return 'damaged';
      return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
    }
    case 'VP8L': {
      if (data.length < 5 || data[0] !== 0x2f) return 'damaged';
      const bits = view.getUint32(1, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return data.length < 10 ? 'damaged' : sidesAt(view, 4);
    case 'ANMF':
      return data.length < 16 ? 'damaged' : sidesAt(view, 6);
    default:
      return null;
  }
}

/** Two numbers of three bytes, each a side less one. */
function sidesAt(view: DataView, at: number): Sides {
  const side = (start: number) => (view.getUint32(start - 1, true) >>> 8) + 1;
  return { width: side(at), height: side(at + 3) };
}

function fillsCanvas(frame: Chunk, chunks: readonly Chunk[]): boolean {
  const canvas = chunks.find(({ code }) => code === 'VP8X');
  if (canvas === undefined) return false;
  const [whole, part] = [sidesAt(viewOf(canvas.data), 4), sidesAt(viewOf(frame.data), 6)];
  const isAtCorner = frame.data.subarray(0, 6).every((byte) => byte === 0);
  return isAtCorner && whole.height === part.height && whole.width === part.width;
}

/** The first frame as a file of its own. */
function stillOf(frame: Chunk, parts: readonly Chunk[]): Uint8Array {
  const hasAlpha = parts.some(({ code }) => code === 'ALPH');
  const sides = frame.data.subarray(6, 12);
  const header = Uint8Array.of(hasAlpha ? alphaFlag : 0, 0, 0, 0, ...sides);
  const kept = parts.filter(({ code }) => code === 'ALPH' || isPixels(code));
  const written = [{ code: 'VP8X', data: header }, ...kept];
  const length = written.reduce((sum, { data }) => sum + 8 + data.length + (data.length % 2), 4);
  const file = new Uint8Array(8 + length);
  const view = viewOf(file);
  setText(file, 0, 'RIFF');
  view.setUint32(4, length, true);
  setText(file, 8, 'WEBP');
  let at = 12;
  for (const { code, data } of written) {
    setText(file, at, code);
    view.setUint32(at + 4, data.length, true);
    file.set(data, at + 8);
    at += 8 + data.length + (data.length % 2);
  }
  return file;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const textAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

function setText(bytes: Uint8Array, at: number, text: string): void {
  for (let index = 0; index < text.length; index++) bytes[at + index] = text.charCodeAt(index);
}
