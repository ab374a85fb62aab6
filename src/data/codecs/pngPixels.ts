/** The raster of a PNG: undoing the row filters, then samples of any kind to 8-bit pixels. */
import type { DecodedImage, ImageChange } from './decodedImage.ts';
import { overWhite } from './overWhite.ts';

export interface PngFormat {
  readonly width: number;
  readonly height: number;
  /** Bits a sample. */
  readonly depth: number;
  /** The colour type: 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colour: number;
  readonly interlaced: boolean;
}

/** Three bytes a colour, and how opaque each is. */
export interface PngPalette {
  readonly colours: Uint8Array;
  readonly alpha: Uint8Array;
}

const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** A grid of pixels whose rows follow each other in the data: first column and row, steps. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

const wholeImage: readonly Pass[] = [{ x: 0, y: 0, dx: 1, dy: 1 }];
const adam7: readonly Pass[] = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
];

/** Whether the colour type exists and allows the depth. */
export function checkFormat({ colour, depth }: PngFormat): boolean {
  return depthsOf[colour]?.includes(depth) ?? false;
}

/** Length of the inflated data: each row of each pass, with a byte for its filter. */
export function rawSize(format: PngFormat): number {
  return passesOf(format).reduce((sum, { rows, rowBytes }) => sum + rows * (1 + rowBytes), 0);
}

/**
 * Pixels from inflated data of {@link rawSize} bytes, which are changed on the way.
 * @throws what `refuse` makes of an unknown filter or a colour beyond the palette.
 */
export function unpackPixels(
  raw: Uint8Array<ArrayBuffer>,
  format: PngFormat,
  palette: PngPalette | null,
  key: readonly number[] | null,
  refuse: (found: string) => Error,
): DecodedImage {
  const { width, height } = format;
  const channels = isGrey(format, palette) ? 1 : 3;
  const pixels = new Uint8Array(height * width * channels);
  const toPixel = pixelWriter(format, channels, palette, key, pixels, refuse);
  const pixelBytes = Math.max(1, bitsOf(format) >> 3);
  let at = 0;
  let opaque = true;
  for (const { pass, columns, rows, rowBytes } of passesOf(format)) {
    let above: Uint8Array = new Uint8Array(rowBytes);
    for (let row = 0; row < rows; row++) {
      const line = raw.subarray(at + 1, at + 1 + rowBytes);
      if (!unfilter(raw[at], line, above, pixelBytes)) throw refuse(`row filter ${raw[at]}`);
      const target = ((pass.y + row * pass.dy) * width + pass.x) * channels;
      opaque = toPixel(line, columns, target, pass.dx * channels) && opaque;
      above = line;
      at += 1 + rowBytes;
    }
  }
  const changes: ImageChange[] = [];
  if (!opaque) changes.push('opaque');
  if (format.depth === 16) changes.push('narrowed');
  return { height, width, channels, pixels, changes };
}

const bitsOf = ({ colour, depth }: PngFormat): number => samplesOf[colour] * depth;

function passesOf(format: PngFormat) {
  return (format.interlaced ? adam7 : wholeImage)
    .map((pass) => {
      const columns = Math.ceil(Math.max(0, format.width - pass.x) / pass.dx);
      const rows = Math.ceil(Math.max(0, format.height - pass.y) / pass.dy);
      return { pass, columns, rows, rowBytes: Math.ceil((columns * bitsOf(format)) / 8) };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}

function isGrey({ colour }: PngFormat, palette: PngPalette | null): boolean {
  if (palette === null) return colour === 0 || colour === 4;
  const { colours } = palette;
  return colours.every((value, at) => value === colours[at - (at % 3)]);
}

/** Undoes a row's filter in place; false if there is no such filter. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, step: number): boolean {
  const { length } = line;
  if (filter === 1) {
    for (let at = step; at < length; at++) line[at] += line[at - step];
  } else if (filter === 2) {
    for (let at = 0; at < length; at++) line[at] += above[at];
  } else if (filter === 3) {
    for (let at = 0; at < step && at < length; at++) line[at] += above[at] >> 1;
    for (let at = step; at < length; at++) line[at] += (line[at - step] + above[at]) >> 1;
  } else if (filter === 4) {
    for (let at = 0; at < step && at < length; at++) line[at] += above[at];
    for (let at = step; at < length; at++) {
      line[at] += nearest(line[at - step], above[at], above[at - step]);
    }
  }
  return filter <= 4;
}

/** Paeth's predictor: whichever of left, up and corner is nearest to left + up − corner. */
function nearest(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Writes a row's pixels from `target` on, `step` apart; returns whether all were opaque. */
type RowWriter = (line: Uint8Array, columns: number, target: number, step: number) => boolean;

function pixelWriter(
  format: PngFormat,
  channels: number,
  palette: PngPalette | null,
  key: readonly number[] | null,
  pixels: Uint8Array,
  refuse: (found: string) => Error,
): RowWriter {
  if (palette !== null) return paletteWriter(format.depth, channels, palette, pixels, refuse);
  const isPlain = format.depth === 8 && key === null && samplesOf[format.colour] === channels;
  return isPlain ? plainWriter(channels, pixels) : sampleWriter(format, channels, key, pixels);
}

/** The common case: samples are the pixels. */
function plainWriter(channels: number, pixels: Uint8Array): RowWriter {
  return (line, columns, target, step) => {
    if (step === channels) pixels.set(line, target);
    else {
      for (let column = 0; column < columns; column++) {
        const from = column * channels;
        pixels.set(line.subarray(from, from + channels), target + column * step);
      }
    }
    return true;
  };
}

function paletteWriter(
  depth: number,
  channels: number,
  { colours, alpha }: PngPalette,
  pixels: Uint8Array,
  refuse: (found: string) => Error,
): RowWriter {
  return (line, columns, target, step) => {
    let opaque = true;
    for (let column = 0; column < columns; column++) {
      const index = sampleAt(line, column, depth);
      if (index >= alpha.length) throw refuse(`colour ${index} of a palette of ${alpha.length}`);
      for (let channel = 0; channel < channels; channel++) {
        const value = overWhite(colours[3 * index + channel], alpha[index]);
        pixels[target + column * step + channel] = value;
      }
      opaque &&= alpha[index] === 255;
    }
    return opaque;
  };
}

function sampleWriter(
  { colour, depth }: PngFormat,
  channels: number,
  key: readonly number[] | null,
  pixels: Uint8Array,
): RowWriter {
  const samples = samplesOf[colour];
  return (line, columns, target, step) => {
    let opaque = true;
    for (let column = 0; column < columns; column++) {
      const first = column * samples;
      let alpha = 255;
      if (samples > channels) alpha = toByte(sampleAt(line, first + channels, depth), depth);
      else if (key?.every((value, at) => sampleAt(line, first + at, depth) === value)) alpha = 0;
      for (let channel = 0; channel < channels; channel++) {
        const value = toByte(sampleAt(line, first + channel, depth), depth);
        pixels[target + column * step + channel] = overWhite(value, alpha);
      }
      opaque &&= alpha === 255;
    }
    return opaque;
  };
}

/** A sample of a row, as it is stored. */
function sampleAt(line: Uint8Array, index: number, depth: number): number {
  if (depth === 8) return line[index];
  if (depth === 16) return (line[2 * index] << 8) | line[2 * index + 1];
  const bit = index * depth;
  return (line[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

/** Scales a sample to 0 … 255, to the nearest. */
function toByte(sample: number, depth: number): number {
  if (depth === 8) return sample;
  return depth === 16 ? (sample * 255 + 32_895) >>> 16 : sample * (255 / ((1 << depth) - 1));
}
