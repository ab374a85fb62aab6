/**
 * PBM, PGM and PPM images, as text (P1 to P3) or binary (P4 to P6). Sources: the netpbm manual,
 * pbm(5), pgm(5), ppm(5). Values are scaled from the file's own white to 255.
 */
import type { DataLimits } from '../limits.ts';
import { checkSides, type DecodedImage, type ImageOrigin, imageError } from './decodedImage.ts';

const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);
const allowed = 'complete PBM, PGM and PPM images, P1 to P6, one a file';

export function isPnm(bytes: Uint8Array): boolean {
  const [p, digit, next] = bytes;
  return p === 0x50 && digit >= 0x31 && digit <= 0x36 && (isSpace(next) || next === 0x23);
}

/**
 * The image in a PBM, PGM or PPM file.
 * @throws DataError naming `place` and the byte where the file is damaged, cut short, followed by
 * other bytes, or larger than the limits.
 */
export function decodePnm(bytes: Uint8Array, place: ImageOrigin, limits: DataLimits): DecodedImage {
  const reader = new PnmReader(bytes, place);
  const kind = bytes[1] - 0x30;
  const width = reader.headerNumber();
  const height = reader.headerNumber();
  checkSides(height, width, place, 2, limits);
  const isBits = kind === 1 || kind === 4;
  const white = isBits ? 1 : reader.headerNumber();
  if (white < 1 || white > 65_535) throw reader.error(`a white of ${white}`);
  reader.endHeader();
  const channels = kind === 3 || kind === 6 ? 3 : 1;
  const pixels = new Uint8Array(reader.checked(height, width, channels, kind, white));
  if (kind === 4) reader.readBits(pixels, width);
  else if (kind < 4) reader.readText(pixels, white, kind === 1);
  else reader.readBinary(pixels, white);
  return { height, width, channels, pixels, changes: white > 255 ? ['narrowed'] : [] };
}

class PnmReader {
  private at = 2;
  constructor(
    private readonly bytes: Uint8Array,
    private readonly place: ImageOrigin,
  ) {}

  error(found: string): Error {
    return imageError(this.place, Math.min(this.at, this.bytes.length), found, allowed);
  }

  /** A number after white space and comments. */
  headerNumber(): number {
    const { bytes } = this;
    while (isSpace(bytes[this.at]) || bytes[this.at] === 0x23) {
      if (bytes[this.at++] !== 0x23) continue;
      while (this.at < bytes.length && bytes[this.at] !== 10 && bytes[this.at] !== 13) this.at++;
    }
    return this.number();
  }

  /** One white space stands between header and pixels. */
  endHeader(): void {
    if (!isSpace(this.bytes[this.at])) throw this.error('the header does not end');
    this.at++;
  }

  /** The number of values, where the bytes that are left can be so many. */
  checked(height: number, width: number, channels: number, kind: number, white: number): number {
    const count = height * width * channels;
    const left = this.bytes.length - this.at;
    const valueBytes = white > 255 ? 2 : 1;
    const needed =
      kind === 4
        ? height * Math.ceil(width / 8)
        : kind > 4
          ? count * valueBytes
          : kind === 1
            ? count
            : 2 * count - 1;
    if (left < needed) {
      this.at = this.bytes.length;
      throw this.error('the image ends early');
    }
    if (kind >= 4 && left > needed) {
      this.at += needed;
      throw this.error('other bytes follow the image');
    }
    return count;
  }

  readBits(pixels: Uint8Array, width: number): void {
    const stride = Math.ceil(width / 8);
    for (let index = 0; index < pixels.length; index++) {
      const [row, column] = [Math.floor(index / width), index % width];
      const byte = this.bytes[this.at + row * stride + (column >> 3)];
      pixels[index] = (byte >> (7 - (column & 7))) & 1 ? 0 : 255;
    }
  }

  readBinary(pixels: Uint8Array, white: number): void {
    const { bytes } = this;
    for (let index = 0; index < pixels.length; index++) {
      const value = white > 255 ? (bytes[this.at] << 8) | bytes[this.at + 1] : bytes[this.at];
      if (value > white) throw this.error(`a value of ${value}, where white is ${white}`);
      pixels[index] = (value * 255) / white + 0.5;
      this.at += white > 255 ? 2 : 1;
    }
  }

  /** Numbers between white space; single digits of bits may stand side by side. */
  readText(pixels: Uint8Array, white: number, isBits: boolean): void {
    const { bytes } = this;
    for (let index = 0; index < pixels.length; index++) {
      while (isSpace(bytes[this.at])) this.at++;
      const value = isBits ? this.digit() : this.number();
      if (value > white) throw this.error(`a value of ${value}, where white is ${white}`);
      pixels[index] = isBits ? 255 - 255 * value : (value * 255) / white + 0.5;
    }
    while (isSpace(bytes[this.at])) this.at++;
    if (this.at < bytes.length) throw this.error('other bytes follow the image');
  }

  private digit(): number {
    const digit = this.bytes[this.at] - 0x30;
    if (digit !== 0 && digit !== 1) throw this.missing();
    this.at++;
    return digit;
  }

  private number(): number {
    const { bytes } = this;
    const start = this.at;
    let value = 0;
    while (this.at < start + 7 && bytes[this.at] >= 0x30 && bytes[this.at] <= 0x39) {
      value = value * 10 + bytes[this.at++] - 0x30;
    }
    if (this.at > start && this.at < start + 7) return value;
    throw this.missing();
  }

  private missing(): Error {
    return this.error(
      this.at >= this.bytes.length
        ? 'the image ends early'
        : 'something else where a number must stand',
    );
  }
}
