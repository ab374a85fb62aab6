/**
 * The text of a table, whatever wrote it: UTF-8, UTF-16 as Excel's “Unicode text” is, or one of the
 * encodings of a byte or two a letter, which nothing in the file names.
 */
import { tableEncodings } from '../../spec/sections/readingSpec.ts';
import type { EncodingChoice } from '../readingChoices.ts';

/** Text, or bytes that several encodings read as letters. */
export type TableText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'undecided'; readonly readings: readonly EncodedText[] };

/** A text as one encoding reads it. */
export interface EncodedText {
  readonly encoding: EncodingChoice;
  readonly text: string;
}

/** Beyond so many bytes the start tells whether they are UTF-16. */
const tellingStart = 4096;

/** The text of these bytes; `chosen` is the encoding of those that are not UTF. */
export function tableText(bytes: Uint8Array, chosen: EncodingChoice | undefined): TableText {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return { kind: 'text', text: new TextDecoder(utf16).decode(bytes) };
  const utf8 = decoded(bytes, 'utf-8');
  if (utf8 !== null) return { kind: 'text', text: utf8 };
  if (chosen !== undefined) {
    return { kind: 'text', text: new TextDecoder(chosen).decode(bytes) };
  }
  const readings = tableEncodings.flatMap((encoding): EncodedText[] => {
    const text = decoded(bytes, encoding);
    return text === null || /[\u0080-\u009f]/.test(text) ? [] : [{ encoding, text }];
  });
  // Characters that a vendor may have added are in no text where another encoding has letters.
  const likely = readings.filter(({ text }) => !/[\ue000-\uf8fe]/.test(text));
  return { kind: 'undecided', readings: likely.length === 0 ? readings : likely };
}

/** UTF-16 by its mark, or by the zero of every other byte that Latin letters leave. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, tellingStart);
  const zeros = [0, 0];
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2]++;
  if (bytes.length % 2 !== 0 || 3 * (zeros[0] + zeros[1]) < start.length) return null;
  return zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be';
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Bytes that the encoding has no letters for.
    return null;
  }
}
