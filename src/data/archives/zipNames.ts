/**
 * Names of a zip's entries. Their encoding is told for some and not for others: the format says code
 * page 437, and programs write what their computer had. PowerShell and other programs of Windows
 * part folders with backslashes.
 */
import { formatCounted } from '../../lib/numberFormat.ts';
import type { NameEncoding } from '../../spec/sections/nameEncoding.ts';
import { quoted } from '../limits.ts';
import { nameDecoder } from './nameDecoders.ts';
import { certainReading, isSurelyUtf8, type NamesReading, nameReadings } from './nameReadings.ts';
import { encodingTitles } from './namesQuestion.ts';
import { looseName, type UnnamedRecord, type ZipRecord, zipError } from './zipDirectory.ts';

/** So many different names of files tell their encoding; those of folders are all looked at. */
const tellingFiles = 2000;
const slash = 0x2f;
const backslash = 0x5c;

/**
 * The records with their names. Those whose encoding is not told are read as UTF-8 where they surely are,
 * else in the encoding given, or the likeliest.
 * @throws DataError for a name that is no text in the encoding.
 */
export function namedRecords(
  records: readonly UnnamedRecord[],
  file: string,
  encoding: NameEncoding | null,
  notes: string[],
): ZipRecord[] {
  const untold = untoldNames(records);
  if (untold.length === 0)
    return withSlashes(
      records.map((one) => ({ ...one, path: one.told! })),
      file,
      notes,
    );
  // Names that no encoding reads are refused one by one, as no UTF-8.
  const likeliest = () => readingsOf(untold)[0]?.encoding ?? 'utf-8';
  const used = isSurelyUtf8(untold) ? 'utf-8' : (encoding ?? likeliest());
  const decode = nameDecoder(used);
  const named = records.map((record): ZipRecord => {
    const path = record.told ?? decode(record.nameBytes);
    if (path !== null) return { ...record, path };
    throw zipError(
      file,
      `entry ${quoted(looseName(record.nameBytes))}`,
      `its name is no text in the encoding ${encodingTitles[used]}`,
      'names in UTF-8, or all in one other encoding',
      'choose another encoding of the names, or pack the folder again with a program that writes UTF-8 names, as 7-Zip',
    );
  });
  if (used !== 'utf-8') {
    const example = named.find(({ told }) => told === null)!.path;
    notes.push(
      `${file}: it does not tell the encoding of its names; they were read as ${encodingTitles[used]}, as ${quoted(example)}.`,
    );
  }
  return withSlashes(named, file, notes);
}

function withSlashes(records: readonly ZipRecord[], file: string, notes: string[]): ZipRecord[] {
  const count = records.filter(({ path }) => path.includes('\\')).length;
  if (count === 0) return [...records];
  const names = formatCounted(count, 'name');
  notes.push(`${file}: the backslashes in ${names} were read as slashes, which part folders.`);
  return records.map((record) => ({ ...record, path: record.path.replaceAll('\\', '/') }));
}

/** Names of archives that do not tell their encoding and are not surely UTF-8. */
export function openNames(records: readonly UnnamedRecord[]): Uint8Array[] {
  const untold = untoldNames(records);
  return isSurelyUtf8(untold) ? [] : untold;
}

const untoldNames = (records: readonly UnnamedRecord[]): Uint8Array[] =>
  records.flatMap(({ told, nameBytes }) => (told === null ? [nameBytes] : []));

/** Ways to read names, likeliest first, and whether that one is certain. */
export function readingsOf(names: readonly Uint8Array[]): readonly NamesReading[] {
  const folders = new Map<string, Uint8Array>();
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    const parts = partsOf(name);
    for (const part of parts.slice(0, -1)) folders.set(keyOf(part), part);
    if (files.size < tellingFiles)
      files.set(keyOf(parts[parts.length - 1]), parts[parts.length - 1]);
  }
  return nameReadings([...folders.values(), ...files.values()].filter(isForeign));
}

export const certainEncoding = (readings: readonly NamesReading[]): NameEncoding | null =>
  certainReading(readings)?.encoding ?? null;

/**
 * Whether folders may have such names, or files that no folder tells the class of: then their letters
 * matter. Backslashes may be folders or a letter's second half.
 */
export function nameClasses(names: readonly Uint8Array[]): boolean {
  return names.some((name) => {
    const end = name.lastIndexOf(slash);
    return end <= 0 || isForeign(name.subarray(0, end)) || name.includes(backslash);
  });
}

function partsOf(name: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let start = 0;
  for (let end = name.indexOf(slash); end !== -1; end = name.indexOf(slash, start)) {
    parts.push(name.subarray(start, end));
    start = end + 1;
  }
  return [...parts, name.subarray(start)];
}

const isForeign = (part: Uint8Array): boolean => part.some((byte) => byte >= 0x80);
const keyOf = (part: Uint8Array): string => String.fromCharCode(...part);
