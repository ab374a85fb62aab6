/**
 * Decodes names in each encoding, to the same letters in every engine. Browsers and Node differ over the
 * rarer parts of Big5 and of Korean, and over many code pages of one byte, so that only what they
 * agree on is left to them.
 */
import type { NameEncoding } from '../../spec/sections/nameEncoding.ts';
import { codePages } from './codePages.ts';

/** A name's letters; null where its bytes are no text in the encoding. */
export type NameDecoder = (bytes: Uint8Array) => string | null;

/** Controls, and letters that no standard names: no name holds them. */
const foreign = /[\p{Cc}\p{Co}\p{Cs}\u{fffd}]/u;

/** The decoder of an encoding. */
export function nameDecoder(encoding: NameEncoding): NameDecoder {
  return decoders[encoding];
}

const decoders: Readonly<Record<NameEncoding, NameDecoder>> = {
  'utf-8': strict('utf-8'),
  // What GBK leaves open its successor has.
  gbk: strict('gb18030'),
  shift_jis: strict('shift_jis'),
  big5: within(isBig5, strict('big5')),
  'euc-kr': decodeKorean,
  'euc-jp': strict('euc-jp'),
  ...(Object.fromEntries(
    Object.entries(codePages).map(([name, letters]) => [name, paged(letters)]),
  ) as Record<keyof typeof codePages, NameDecoder>),
};

function strict(label: string): NameDecoder {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      const text = decoder.decode(bytes);
      return foreign.test(text) ? null : text;
    } catch {
      return null;
    }
  };
}

function paged(letters: string): NameDecoder {
  return (bytes) => {
    let text = '';
    for (const byte of bytes)
      text += byte < 0x80 ? String.fromCharCode(byte) : letters[byte - 0x80];
    return foreign.test(text) ? null : text;
  };
}

/** Decodes where all pairs of bytes are of those that it is asked for. */
function within(
  isPair: (lead: number, trail: number) => boolean,
  decode: NameDecoder,
): NameDecoder {
  return (bytes) =>
    pairsOf(bytes).every(([lead, trail]) => isPair(lead, trail)) ? decode(bytes) : null;
}

/** Bytes from 0x81 on, each with the one after it, which it takes along; 0 after the last. */
export function pairsOf(bytes: Uint8Array): [lead: number, trail: number][] {
  const pairs: [number, number][] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x81) continue;
    pairs.push([bytes[at], bytes[at + 1] ?? 0]);
    at++;
  }
  return pairs;
}

/** The signs and the two levels of Big5, without what makers and Hong Kong added. */
function isBig5(lead: number, trail: number): boolean {
  const code = lead * 256 + trail;
  return (
    (code >= 0xa140 && code <= 0xa3bf) ||
    (code >= 0xa440 && code <= 0xc67e) ||
    (code >= 0xc940 && code <= 0xf9d5)
  );
}

/** Windows' Korean: EUC-KR, and in the gaps the syllables that it lacks. */
function decodeKorean(bytes: Uint8Array): string | null {
  let text = '';
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at];
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      continue;
    }
    const trail = bytes[++at] ?? 0;
    const isPlain = lead >= 0xa1 && trail >= 0xa1;
    const letter = isPlain ? plainKorean(Uint8Array.of(lead, trail)) : addedSyllable(lead, trail);
    if (letter === null) return null;
    text += letter;
  }
  return foreign.test(text) ? null : text;
}

const strictKorean = strict('euc-kr');
/** Signs that some engines lack. */
const plainKorean: NameDecoder = (pair) =>
  pair[0] === 0xa2 && pair[1] >= 0xe6 ? null : strictKorean(pair);

/** Rows of 178 syllables, later of 84 where EUC-KR has the others. */
function addedSyllable(lead: number, trail: number): string | null {
  const column =
    trail >= 0x41 && trail <= 0x5a
      ? trail - 0x41
      : trail >= 0x61 && trail <= 0x7a
        ? trail - 0x61 + 26
        : trail >= 0x81 && trail <= 0xfe
          ? trail - 0x81 + 52
          : -1;
  if (column === -1 || lead < 0x81 || lead > 0xc6) return null;
  const place = lead < 0xa1 ? (lead - 0x81) * 178 + column : 32 * 178 + (lead - 0xa1) * 84 + column;
  addedSyllables ??= syllablesBesideKorean();
  return addedSyllables[place] ?? null;
}

let addedSyllables: readonly string[] | null = null;

/** All Korean syllables but the 2,350 of EUC-KR, in the order of Unicode, as Windows' code page has them. */
function syllablesBesideKorean(): string[] {
  const known = new Set<string | null>();
  for (let lead = 0xb0; lead <= 0xc8; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++)
      known.add(strictKorean(Uint8Array.of(lead, trail)));
  }
  const all = Array.from({ length: 11_172 }, (_, at) => String.fromCharCode(0xac00 + at));
  return all.filter((syllable) => !known.has(syllable));
}
