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
export const quoted = (text: string): string => `“${oneLine(text)}”`;

/**
 * Control, format and lone surrogate characters: they could reorder or break a line. Joiners stay
 * between letters or emoji, which need them.
 */
const unprintable =
  /(?![\u200c\u200d])\p{C}|(?<![\p{L}\p{M}\p{Emoji}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Emoji}])/gu;

/** Text that holds foreign parts, as it may stand in a message. */
export function oneLine(text: string): string {
  const letters = [...text.replace(unprintable, '\u{fffd}')];
  if (letters.length <= 120) return letters.join('');
  return `${letters.slice(0, 80).join('')}…${letters.slice(-30).join('')}`;
}
