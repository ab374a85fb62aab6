/** Files of NumPy arrays inside archives, opened: their arrays stand for them, as those of files beside do. */
import { zip } from '../formats/zip.ts';
import type { DataLimits } from '../limits.ts';
import { heldBytes } from './byteSource.ts';
import type { UnsortedFile } from './unsortedFile.ts';

const isArrays = (path: string): boolean => /\.npz$/i.test(path);

/**
 * Entries, of which those that are called .npz and are zip archives are their own entries.
 * What they come to is bounded all together; others stay as they are.
 * @throws DataError for one that is damaged, or holds more than is taken.
 */
export async function withOpenedArrays(
  entries: readonly UnsortedFile[],
  limits: DataLimits,
): Promise<UnsortedFile[]> {
  const opened: UnsortedFile[] = [];
  let room = limits.decodedBytes;
  for (const one of entries) {
    const arrays = one.size > room ? null : await arraysOf(one, limits);
    if (arrays !== null) room -= one.size;
    opened.push(...(arrays ?? [one]));
  }
  return opened;
}

async function arraysOf(
  { file, entry, read }: UnsortedFile,
  limits: DataLimits,
): Promise<UnsortedFile[] | null> {
  if (entry === null || !isArrays(entry)) return null;
  const bytes = await read();
  if (zip.recognise({ path: entry, bytes }) === null) return null;
  const name = `${file}/${entry}`;
  const archive = await zip.read(heldBytes(bytes), name, limits);
  const { entries } = await archive.entries(null);
  return entries.map(
    (inner): UnsortedFile => ({
      file: name,
      entry: inner.path,
      size: inner.size,
      read: () => inner.read(),
    }),
  );
}
