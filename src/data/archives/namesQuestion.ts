/** Asks in which encoding the names of archives are that do not tell. */
import { formatCount } from '../../lib/numberFormat.ts';
import type { NameEncoding } from '../../spec/sections/nameEncoding.ts';
import { namesFlag } from '../choiceFlags.ts';
import { oneLine } from '../limits.ts';
import type { NamesQuestion } from '../readingChoices.ts';
import type { NamesReading } from './nameReadings.ts';

/** Encodings as people know them. */
export const encodingTitles: Readonly<Record<NameEncoding, string>> = {
  'utf-8': 'UTF-8',
  gbk: 'Simplified Chinese (GBK)',
  shift_jis: 'Japanese (Shift_JIS)',
  big5: 'Traditional Chinese (Big5)',
  'euc-kr': 'Korean (EUC-KR)',
  'euc-jp': 'Japanese (EUC-JP)',
  cp437: 'Western European (DOS, code page 437)',
  cp850: 'Western European (DOS, code page 850)',
  'windows-1252': 'Western European (Windows-1252)',
  cp866: 'Cyrillic (DOS, code page 866)',
  'windows-1251': 'Cyrillic (Windows-1251)',
  'koi8-r': 'Cyrillic (KOI8-R)',
  cp852: 'Central European (DOS, code page 852)',
  'windows-1250': 'Central European (Windows-1250)',
  cp737: 'Greek (DOS, code page 737)',
  'windows-1253': 'Greek (Windows-1253)',
  cp857: 'Turkish (DOS, code page 857)',
  'windows-1254': 'Turkish (Windows-1254)',
  cp862: 'Hebrew (DOS, code page 862)',
  'windows-1255': 'Hebrew (Windows-1255)',
  cp720: 'Arabic (DOS, code page 720)',
  'windows-1256': 'Arabic (Windows-1256)',
  cp775: 'Baltic (DOS, code page 775)',
  'windows-1257': 'Baltic (Windows-1257)',
  'windows-874': 'Thai (Windows-874)',
  'windows-1258': 'Vietnamese (Windows-1258)',
};

/** Encodings that are offered, and names that each shows, at most. */
const offered = 12;
const shown = 6;

/**
 * The question of an encoding.
 * @param count how many entries have such names
 * @param readings at least two, likeliest first
 */
export function namesQuestion(
  file: string,
  count: number,
  readings: readonly NamesReading[],
): NamesQuestion {
  const entries = count === 1 ? '1 entry is' : `${formatCount(count)} entries are`;
  return {
    kind: 'names',
    file,
    found: `${entries} named in an encoding that the archive does not tell`,
    alternatives: readings.slice(0, offered).map(({ encoding, names }) => ({
      choices: { names: encoding },
      title: encodingTitles[encoding],
      description: describeNames(names),
      flag: namesFlag(encoding),
      previews: [],
    })),
  };
}

function describeNames(names: readonly string[]): string {
  const few = names.slice(0, shown).map(oneLine).join(', ');
  return names.length > shown ? `${few}, …` : few;
}
