/**
 * The first image of a GIF file, on the whole of its screen: what it leaves free or transparent
 * is white. The rest of the file is walked through, so that one cut short is not taken. Source:
 * GIF89a specification (CompuServe, 1990).
 */
import type { DataLimits } from '../limits.ts';
import { checkSides, type DecodedImage, type ImageOrigin, imageError } from './decodedImage.ts';
import { unpackGifCodes } from './gifCodes.ts';
import { indexedImage } from './indexedImage.ts';

const allowed = 'complete GIF images';

/** The first image's own part of the file. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly interlaced: boolean;
  readonly palette: Uint8Array;
  readonly transparent: number | null;
  readonly codeBits: number;
  readonly data: Uint8Array;
  readonly at: number;
}

export function isGif(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 6));
  return start === 'GIF87a' || start === 'GIF89a';
}

/**
 * The first image of a GIF file.
 * @throws DataError naming `place` and the byte where the file is damaged, cut short, followed by
 * other bytes, or larger than the limits.
 */
export function decodeGif(bytes: Uint8Array, place: ImageOrigin, limits: DataLimits): DecodedImage {
  const reader = new GifReader(bytes, place);
  const [width, height] = [reader.short(6), reader.short(8)];
  checkSides(height, width, place, 6, limits);
  const { frame, frames } = reader.frames();
  const { left, top } = frame;
  if (
    left + frame.width > width ||
    top + frame.height > height ||
    frame.width * frame.height === 0
  ) {
    throw reader.error(frame.at, 'an image that is empty or lies outside of its screen');
  }
  const indices = unpackGifCodes(frame.data, frame.codeBits, frame.width * frame.height, (found) =>
    reader.error(frame.at, found),
  );
  const colours = frame.palette.length / 3;
  const wrong = indices.find((index) => index >= colours);
  if (wrong !== undefined) {
    throw reader.error(frame.at, `colour ${wrong} of a palette of ${colours}`);
  }
  const isWhole = frame.width === width && frame.height === height;
  // One more colour stands for what the image leaves free.
  const free = isWhole ? frame.transparent : (frame.transparent ?? colours);
  const palette = new Uint8Array(Math.max(frame.palette.length, 3 * ((free ?? 0) + 1)));
  palette.set(frame.palette);
  const screen = onScreen(indices, frame, { width, height }, free ?? 0);
  const image = indexedImage(screen, { height, width }, palette, free);
  return frames > 1 ? { ...image, changes: [...image.changes, 'firstFrame'] } : image;
}

/** The image's rows at their places, rows in the order of interlacing where that is used. */
function onScreen(
  indices: Uint8Array,
  { left, top, width, height, interlaced }: Frame,
  screen: { readonly width: number; readonly height: number },
  free: number,
): Uint16Array {
  // A full palette leaves no byte for one more colour.
  const result = new Uint16Array(screen.width * screen.height).fill(free);
  const passes = interlaced
    ? [
        [0, 8],
        [4, 8],
        [2, 4],
        [1, 2],
      ]
    : [[0, 1]];
  let from = 0;
  for (const [first, step] of passes) {
    for (let row = first; row < height; row += step, from += width) {
      result.set(indices.subarray(from, from + width), (top + row) * screen.width + left);
    }
  }
  return result;
}

class GifReader {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly place: ImageOrigin,
  ) {
    if (!isGif(bytes)) throw this.error(0, 'the GIF signature is missing');
  }

  error(at: number, found: string): Error {
    return imageError(this.place, Math.min(at, this.bytes.length), found, allowed);
  }

  byte(at: number): number {
    if (at >= this.bytes.length) throw this.error(at, 'the image ends early');
    return this.bytes[at];
  }

  short(at: number): number {
    return this.byte(at) | (this.byte(at + 1) << 8);
  }

  /** The first image, and how many there are. */
  frames(): { frame: Frame; frames: number } {
    const flags = this.byte(10);
    const global = this.palette(flags, 13);
    let at = 13 + (global?.length ?? 0);
    let frame: Frame | null = null;
    let frames = 0;
    let transparent: number | null = null;
    for (;;) {
      const start = this.byte(at);
      if (start === 0x3b) break;
      if (start === 0x21) {
        if (this.byte(at + 1) === 0xf9 && frames === 0) transparent = this.transparency(at + 2);
        at = this.afterBlocks(at + 2);
      } else if (start === 0x2c) {
        const next = this.frame(at, global, transparent);
        frame ??= next.frame;
        frames++;
        at = next.end;
      } else throw this.error(at, 'an unknown part');
    }
    if (at + 1 < this.bytes.length) throw this.error(at + 1, 'other bytes follow the image');
    if (frame === null) throw this.error(at, 'there is no image');
    return { frame, frames };
  }

  private frame(
    at: number,
    global: Uint8Array | null,
    transparent: number | null,
  ): { frame: Frame; end: number } {
    const [left, top, width, height] = [1, 3, 5, 7].map((offset) => this.short(at + offset));
    const flags = this.byte(at + 9);
    const local = this.palette(flags, at + 10);
    const palette = local ?? global;
    if (palette === null) throw this.error(at, 'the palette is missing');
    const codesAt = at + 10 + (local?.length ?? 0);
    const codeBits = this.byte(codesAt);
    if (codeBits < 2 || codeBits > 8) throw this.error(codesAt, `codes of ${codeBits} bits`);
    const end = this.afterBlocks(codesAt + 1);
    const data = this.joinedBlocks(codesAt + 1, end);
    const interlaced = (flags & 0x40) !== 0;
    return {
      frame: { left, top, width, height, interlaced, palette, transparent, codeBits, data, at },
      end,
    };
  }

  private palette(flags: number, at: number): Uint8Array | null {
    if ((flags & 0x80) === 0) return null;
    const length = 3 * 2 ** ((flags & 7) + 1);
    this.byte(at + length - 1);
    return this.bytes.subarray(at, at + length);
  }

  private transparency(at: number): number | null {
    if (this.byte(at) !== 4) throw this.error(at, 'a damaged control part');
    return (this.byte(at + 1) & 1) === 1 ? this.byte(at + 4) : null;
  }

  /** Position after the blocks that start at a byte, the last of which is empty. */
  private afterBlocks(start: number): number {
    let at = start;
    for (let length = this.byte(at); length > 0; length = this.byte(at)) at += 1 + length;
    return at + 1;
  }

  private joinedBlocks(start: number, end: number): Uint8Array {
    const joined = new Uint8Array(end - start);
    let length = 0;
    for (let at = start; this.bytes[at] > 0; at += 1 + this.bytes[at]) {
      joined.set(this.bytes.subarray(at + 1, at + 1 + this.bytes[at]), length);
      length += this.bytes[at];
    }
    return joined.subarray(0, length);
  }
}
