/** How numbers that stand for brightness become bytes, where a file does not say what white is. */

/** What a file's pixel values are. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
  /** Whether all are whole numbers. */
  readonly whole: boolean;
}

export interface PixelScale {
  /** Values times this, plus the offset and rounded to the nearest, are bytes. */
  readonly factor: number;
  readonly offset: number;
  /** What was decided, for people. */
  readonly note: string | null;
}

/** The range of no values: every other range joins it unchanged. */
export const emptyRange: ValueRange = { min: Infinity, max: -Infinity, whole: true };

export function joinRanges(a: ValueRange, b: ValueRange): ValueRange {
  return {
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    whole: a.whole && b.whole,
  };
}

/** The ranges that are read, for messages. */
export const allowedPixelValues = 'pixel values from 0 to 255, from 0 to 16 or from 0 to 1';

/** Bytes as they are. */
export const bytesAsTheyAre: PixelScale = { factor: 1, offset: 0, note: null };

/** Rows of fewer numbers from −1 to 1 are measurements that were brought to one scale, hardly pictures. */
export const fewestSigned = 64;

/**
 * The scale of values in a range; null for values below 0 or above 255 (or that are no numbers).
 * Values up to 1 are shares of white; those from −1 to 1 exactly, as USPS has them, go from black to
 * white; whole ones up to 16 exactly are counts of 4 × 4 dots, as optdigits has them; others are bytes already.
 */
export function pixelScale({ min, max, whole }: ValueRange): PixelScale | null {
  const scaled = (factor: number, offset: number, range: string): PixelScale => ({
    factor,
    offset,
    note: `Pixel values from ${range} were scaled to 0 to 255.`,
  });
  if (min === -1 && max === 1) return scaled(255 / 2, 255 / 2, '−1 to 1');
  if (!(min >= 0 && max <= 255)) return null;
  if (max <= 1) return scaled(255, 0, '0 to 1');
  if (whole && max === 16) return scaled(255 / 16, 0, '0 to 16');
  if (!whole) {
    const note = 'Pixel values from 0 to 255 with fractions were rounded to whole numbers.';
    return { factor: 1, offset: 0, note };
  }
  return bytesAsTheyAre;
}
