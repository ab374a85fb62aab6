/** Piles that hold nothing that is read, or data of several formats, are refused. */
import { DataError } from '../dataError.ts';
import { readable } from '../formats/formats.ts';
import { pickle, unreadRemedy } from '../formats/unreadKinds.ts';
import { quoted } from '../limits.ts';
import type { SortedFiles } from './sortFiles.ts';
import { pathOf, type UnsortedFile } from './unsortedFile.ts';

/** What messages call a file by. */
type FileName = Pick<UnsortedFile, 'file' | 'entry'>;

/**
 * Images may lie in archives and beside them; data lie alone.
 * @throws DataError for files of several formats, or none.
 */
export function checkOneFormat(sorted: SortedFiles): void {
  const { archives, images, unknown } = sorted;
  const rest = archives[0] ?? images[0];
  const first = [...firstData(sorted), ...(rest === undefined ? [] : [rest])];
  if (first.length > 1) throw mixedFormats(first[0], first[1]);
  if (first.length > 0) return;
  const [{ path, what }] = unknown;
  if (what === pickle) throw pickleError(path, null);
  throw formatError(path, `it is ${what}`, unreadRemedy(what));
}

/** @throws DataError for data of several formats in archives. */
export function checkOneDataFormat(sorted: SortedFiles): void {
  const first = firstData(sorted);
  if (first.length > 1) throw mixedFormats(first[0], first[1]);
}

/** CIFAR's Python version is the one that most people find first. */
export function pickleError(file: string, entry: string | null): DataError {
  return new DataError({
    file,
    place: entry === null ? null : `entry ${quoted(entry)}`,
    found: `it is ${pickle}, and opening one can run any code`,
    allowed: readable,
    remedy: 'for CIFAR, take the binary version; save other data with numpy.save',
  });
}

/** A file of each format of data, in one order whatever the order of files. */
const firstData = ({ data }: SortedFiles): FileName[] =>
  data
    .toSorted((a, b) => (a.format.kind < b.format.kind ? -1 : 1))
    .map(({ files: [file] }) => file);

const mixedFormats = (one: FileName, other: FileName): DataError =>
  formatError(
    pathOf(one),
    `${quoted(pathOf(other))} is of another kind`,
    'choose files of one kind',
  );

function formatError(file: string, found: string, remedy: string): DataError {
  return new DataError({ file, place: null, found, allowed: readable, remedy });
}
