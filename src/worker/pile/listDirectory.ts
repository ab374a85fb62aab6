/**
 * The files of a dropped folder, found in the worker through the folder's handle. A few folders are
 * gone through at once, and files of one are asked for together: each costs a round trip to another
 * process of the browser's.
 */
import { isSystemFile } from '../../data/archives/systemFiles.ts';
import { DataError } from '../../data/dataError.ts';
import type { TaskOptions } from '../../data/progress.ts';
import { ProgressReporter } from '../../data/progressReporter.ts';
import { formatCount } from '../../lib/numberFormat.ts';
import type { DirectoryHandle, FileHandle, PathedFile } from './dropped.ts';
import type { HeldFiles } from './heldFiles.ts';
import { readingFault } from './readingFault.ts';

/** Folders that are gone through at once. */
const foldersAtOnce = 4;
/** Files of a folder that are asked for together, and how often that before an answer came. */
const filesAtOnce = 128;
const askedAhead = 2;

/** A folder with its path, its own name at the end. */
interface Folder {
  readonly handle: DirectoryHandle;
  readonly path: string;
}

/**
 * The files of some folders and of those in them, in no order.
 * @param most files there may be.
 * @param held where small files are read as soon as they are found; looking for more waits for that.
 * @throws DataError that names what could not be read, or tells of too many files; and the signal's
 * reason when it is aborted.
 */
export async function listDirectories(
  handles: readonly DirectoryHandle[],
  most: number,
  task: TaskOptions,
  held?: HeldFiles,
): Promise<PathedFile[]> {
  const found: PathedFile[] = [];
  const waiting: Folder[] = handles.map((handle) => ({ handle, path: handle.name }));
  const progress = new ProgressReporter(task);
  let hasFailed = false;
  const take = async (handles: readonly FileHandle[], { path }: Folder): Promise<void> => {
    const asked = await Promise.all(handles.map((handle) => fileOf(handle, path)));
    const files = asked.filter((file) => file !== null);
    found.push(...files);
    if (found.length > most) throw tooMany(most);
    await held?.take(files.map(({ file }) => file));
    const done = found.length;
    await progress.step({ stage: 'list', what: path, done, total: null, unit: 'files' });
  };
  const goThrough = async (folder: Folder): Promise<void> => {
    let files: FileHandle[] = [];
    const taking: Promise<void>[] = [];
    try {
      for await (const entry of folder.handle.values()) {
        if (hasFailed) return;
        if (entry.kind === 'directory') {
          waiting.push({ handle: entry, path: `${folder.path}/${entry.name}` });
        } else if (files.push(entry) === filesAtOnce) {
          const taken = take(files, folder);
          // Its turn to be waited for, and to fail, comes later.
          taken.catch(() => {});
          if (taking.push(taken) === askedAhead) await taking.shift();
          files = [];
        }
      }
      await Promise.all([...taking, take(files, folder)]);
    } catch (error) {
      const told = readingFault(error, folder.path, 'folder');
      if (told !== error && isSystemFile(folder.path)) return;
      hasFailed = true;
      throw told;
    }
  };
  while (waiting.length > 0) {
    await Promise.all(waiting.splice(-foldersAtOnce).map(goThrough));
  }
  return found;
}

/** Null for what a system left for itself and lets nobody read: nothing is taken from it anyway. */
async function fileOf(handle: FileHandle, folder: string): Promise<PathedFile | null> {
  const path = `${folder}/${handle.name}`;
  try {
    return { file: await handle.getFile(), path };
  } catch (error) {
    const told = readingFault(error, path, 'file');
    if (told !== error && isSystemFile(path)) return null;
    throw told;
  }
}

const tooMany = (most: number): DataError =>
  new DataError({
    file: 'The files given',
    place: null,
    found: `there are more than ${formatCount(most)}`,
    allowed: `at most ${formatCount(most)} files`,
    remedy: 'choose fewer files',
  });
