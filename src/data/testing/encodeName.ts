/** Encodes names for tests: the decoders turned around. */

import type { NameEncoding } from '../../spec/sections/nameEncoding.ts';
import { nameDecoder } from '../archives/nameDecoders.ts';

const letters = new Map<NameEncoding, ReadonlyMap<string, readonly number[]>>();

/** The letters that an encoding has, with the bytes of each: of one byte, or of two. */
export function lettersOf(encoding: NameEncoding): ReadonlyMap<string, readonly number[]> {
  const known = letters.get(encoding);
  if (known !== undefined) return known;
  const decode = nameDecoder(encoding);
  const found = new Map<string, readonly number[]>();
  const put = (...bytes: number[]) => {
    const text = decode(Uint8Array.from(bytes));
    if (text !== null && [...text].length === 1 && !found.has(text)) found.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte++) put(byte);
  if (isOfPairs(encoding)) {
    for (let lead = 0x81; lead < 0xff; lead++) {
      for (let trail = 0x40; trail < 0xff; trail++) put(lead, trail);
    }
  }
  letters.set(encoding, found);
  return found;
}

const isOfPairs = (encoding: NameEncoding): boolean =>
  ['gbk', 'shift_jis', 'big5', 'euc-kr', 'euc-jp'].includes(encoding);

/** The bytes of a name. @throws Error for a letter that the encoding lacks. */
export function encodeName(name: string, encoding: NameEncoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(name);
  const known = lettersOf(encoding);
  return Uint8Array.from(
    [...name].flatMap((letter) => {
      const bytes = known.get(letter);
      if (bytes === undefined) throw new Error(`${encoding} has no ${letter}.`);
      return bytes;
    }),
  );
}
