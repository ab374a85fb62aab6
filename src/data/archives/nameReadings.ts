/**
 * In which encodings the names of an archive that does not tell can be read, and how likely each is.
 * One is certain only where every other makes no text, or text that no one would write: letters
 * of two scripts or of odd case in a word, signs among letters. Chinese, Japanese and Korean can mostly
 * be read as each other, so that these are asked for.
 */
import { type NameEncoding, nameEncodings } from '../../spec/sections/nameEncoding.ts';
import { nameDecoder, pairsOf } from './nameDecoders.ts';

/** The names in one encoding. */
export interface NamesReading {
  readonly encoding: NameEncoding;
  /** As many as names. */
  readonly names: readonly string[];
  /** Whether somebody may have written all of them so. */
  readonly isLikely: boolean;
}

/**
 * The readings of names that make text, likeliest first; of equal ones the first.
 * @param names as the archive has them, each once
 */
export function nameReadings(names: readonly Uint8Array[]): NamesReading[] {
  const found = new Map<string, NamesReading & { readonly score: number }>();
  for (const encoding of nameEncodings) {
    const decode = nameDecoder(encoding);
    const decoded: string[] = [];
    for (const name of names) {
      const text = decode(name);
      if (text === null) break;
      decoded.push(text);
    }
    if (decoded.length < names.length) continue;
    const key = decoded.join('\n');
    if (found.has(key)) continue;
    const isLikely = decoded.every((name) => isWritten(name, alphabets[encoding]));
    const score = (isLikely ? 1 : 0) + commonShare(encoding, names, decoded);
    found.set(key, { encoding, names: decoded, isLikely, score });
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score)
    .map(({ score: _, ...reading }) => reading);
}

/** The reading that is certain; null where there is none. */
export function certainReading(readings: readonly NamesReading[]): NamesReading | null {
  const [first, second] = readings;
  return first?.isLikely && !second?.isLikely ? first : null;
}

/**
 * Whether names can be taken for UTF-8: all of them are, and not by chance. A pair of bytes that is a
 * Chinese letter may also be a lone é, which is no name of anything.
 */
export function isSurelyUtf8(names: readonly Uint8Array[]): boolean {
  const decode = nameDecoder('utf-8');
  const texts = names.map(decode);
  if (texts.includes(null)) return false;
  const words = texts.flatMap((text) => wordsOf(text!)).filter((word) => !isAscii(word));
  return words.length === 0 || words.some((word) => !/^[\u0080-\u024f]{1,2}$/.test(word));
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

const wordsOf = (name: string): string[] => name.normalize('NFC').match(/[\p{L}\p{M}]+/gu) ?? [];

/** Letters besides ASCII's, of pages that have some for no language of their place. */
const alphabets: Readonly<Partial<Record<NameEncoding, RegExp>>> = {
  cp857: /^[ÇÖÜÂÎÛĞİŞçöüâîûğış]+$/,
  'windows-1254': /^[ÇÖÜÂÎÛĞİŞçöüâîûğış]+$/,
  cp775: /^[ĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲÕÄÖÜāčēģīķļņšūžąęėįųõäöü]+$/,
  'windows-1257': /^[ĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲÕÄÖÜāčēģīķļņšūžąęėįųõäöü]+$/,
};

/** Whether a name looks like one: signs besides ASCII's only among Asian letters, words of one script. */
function isWritten(name: string, alphabet: RegExp | undefined): boolean {
  const others = [...name.normalize('NFC')].filter((letter) => letter > '\x7f');
  const isAsian = others.some((letter) => asian.test(letter));
  const sign = isAsian ? /[^\p{L}\p{M}\p{N}\u3000-\u303f\u30fb\uff00-\uffef]/u : /[^\p{L}\p{M}]/u;
  if (others.some((letter) => sign.test(letter))) return false;
  if (alphabet !== undefined && !others.every((letter) => alphabet.test(letter))) return false;
  return wordsOf(name).every((word) => isAscii(word) || isWord(word));
}

const asian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]/u;
const scripts: readonly RegExp[] = [
  /^[\p{Script=Latin}\p{M}]+$/u,
  /^[\p{Script=Greek}\p{M}]+$/u,
  /^[\p{Script=Cyrillic}\p{M}]+$/u,
  /^[\p{Script=Hebrew}\p{M}]+$/u,
  /^[\p{Script=Arabic}\p{M}]+$/u,
  /^[\p{Script=Thai}\p{M}]+$/u,
];
/** Japanese as its encodings have it, but for the narrow letters of its telegrams. */
const narrowKana = /[\uff61-\uff9f]/;

function isWord(word: string): boolean {
  if (asian.test(word)) return isAsianWord(word);
  if (!scripts.some((script) => script.test(word))) return false;
  // Two letters with marks in a row are rare in Latin, and common where Latin is not what is meant.
  if (/\p{Script=Latin}/u.test(word) && /[^\0-\x7f]{2}/.test(word)) return false;
  const isCased =
    word === word.toLowerCase() ||
    word === word.toUpperCase() ||
    word.slice(1) === word.slice(1).toLowerCase();
  return isCased && !/^\p{M}/u.test(word);
}

/** Asian letters without narrow ones, Korean ones not among Chinese; a lone one not in a Latin word. */
function isAsianWord(word: string): boolean {
  if (narrowKana.test(word)) return false;
  if (
    /\p{Script=Hangul}/u.test(word) &&
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)
  ) {
    return false;
  }
  if (/[^\p{Script=Latin}]/u.test(word.replaceAll(new RegExp(asian, 'gu'), ''))) return false;
  const isLone = [...word].filter((letter) => asian.test(letter)).length === 1;
  return !(isLone && /[a-z]/.test(word));
}

/** How many of the letters besides ASCII's are common ones where the encoding is used, from 0 to 1. */
function commonShare(
  encoding: NameEncoding,
  names: readonly Uint8Array[],
  decoded: readonly string[],
): number {
  const isCommon = commonPairs[encoding];
  if (isCommon !== undefined) {
    const pairs = names.flatMap(pairsOf);
    return (
      pairs.filter(([lead, trail]) => isCommon(lead, trail)).length / Math.max(1, pairs.length)
    );
  }
  const others = [...decoded.join('')].filter((letter) => letter > '\x7f');
  return others.filter((letter) => /\p{L}/u.test(letter)).length / Math.max(1, others.length);
}

type IsPair = (lead: number, trail: number) => boolean;
/** The first level of each standard, which has the letters of everyday. */
const commonPairs: Readonly<Partial<Record<NameEncoding, IsPair>>> = {
  gbk: (lead, trail) => lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1,
  big5: (lead) => lead >= 0xa4 && lead <= 0xc6,
  'euc-kr': (lead, trail) => lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1,
  'euc-jp': (lead) => lead === 0xa4 || lead === 0xa5 || (lead >= 0xb0 && lead <= 0xcf),
  shift_jis: (lead, trail) => {
    const code = lead * 256 + trail;
    return (code >= 0x8140 && code <= 0x8396) || (code >= 0x889f && code <= 0x9872);
  },
};
