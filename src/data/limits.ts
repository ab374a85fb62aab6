import { formatCount } from '../lib/numberFormat.ts';

/** How much a data set may hold. What exceeds a limit is refused before memory is taken for it. */
export interface DataLimits {
  /** Pixels and labels once decoded, in bytes; also what any one file may inflate to. */
  readonly decodedBytes: number;
  /** Why it is no more, for people, where that depends on the device; else empty. */
  readonly decodedReason: string;
  /**
   * How many times the bytes of their files images may come to once decoded, where they come to
   * much: pictures that shrink further are flat, and few bytes are to fill a memory.
   */
  readonly decodedRatio: number;
  /** Bytes of decoded images up to which that is not asked. */
  readonly unquestionedBytes: number;
  /** Files of a folder, or entries of an archive. */
  readonly entries: number;
  /** Height and width of an image, in pixels. */
  readonly imageSide: number;
  readonly classes: number;
}

export const defaultLimits: DataLimits = {
  decodedBytes: 2 ** 31,
  decodedReason: '',
  decodedRatio: 200,
  unquestionedBytes: 2 ** 28,
  entries: 500_000,
  imageSide: 4096,
  classes: 100_000,
};

/**
 * The limits of a device with so many bytes of memory, as far as that is known: what is read stands
 * there beside its files and what trains on it.
 */
export function limitsWithin(memory: number | null): Partial<DataLimits> {
  if (memory === null || memory / 4 >= defaultLimits.decodedBytes) return {};
  const decodedBytes = Math.floor(memory / 4);
  return { decodedBytes, decodedReason: ', a quarter of this device’s memory' };
}

/** What a data set may come to, for messages. */
export const decodedAllowance = ({ decodedBytes, decodedReason }: DataLimits): string =>
  `at most ${exactBytes(decodedBytes)} once decoded${decodedReason}`;

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
