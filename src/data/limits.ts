import { formatCount } from '../lib/numberFormat.ts';

/** How much a data set may hold. What exceeds a limit is refused before memory is taken for it. */
export interface DataLimits {
  /** Pixels and labels once decoded, in bytes; also what any one file may inflate to. */
  readonly decodedBytes: number;
  /** Files of a folder, or entries of an archive. */
  readonly entries: number;
  /** Height and width of an image, in pixels. */
  readonly imageSide: number;
  readonly classes: number;
}

export const defaultLimits: DataLimits = {
  decodedBytes: 2 ** 31,
  entries: 500_000,
  imageSide: 4096,
  classes: 100_000,
};

/** A size in bytes beside a limit, exact, since the two may be close: `2,147,483,648 bytes`. */
export function exactBytes(bytes: number): string {
  return `${formatCount(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
}

/** Foreign text (names of files, entries, classes) as it may stand in a message: short, one line. */
export function quoted(text: string): string {
  const line = text.replace(/\p{C}/gu, '\u{fffd}');
  return `“${line.length > 120 ? `${line.slice(0, 80)}…${line.slice(-30)}` : line}”`;
}
