/** Folders that the page itself walks, where the browser has no handles to give to the worker. */
import type { DirectoryDropItem } from 'react-aria-components';
import { filesAtOnce } from '../worker/pile/dropped.ts';

export interface FoundFolder {
  readonly name: string;
  /** What lies in it, some at a time. */
  parts(): AsyncIterable<readonly (File | FoundFolder)[]>;
}

/** A folder as browsers tell of it: a hundred entries at a time, whose files are asked for some together. */
export function folderOfEntry(folder: FileSystemDirectoryEntry): FoundFolder {
  return {
    name: folder.name,
    async *parts() {
      const reader = folder.createReader();
      for (;;) {
        const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
          reader.readEntries(resolve, reject),
        );
        if (entries.length === 0) return;
        // Each file takes the page's thread a moment: together a hundred would hold it up.
        for (let from = 0; from < entries.length; from += filesAtOnce) {
          yield await Promise.all(entries.slice(from, from + filesAtOnce).map(fileOrFolder));
        }
      }
    },
  };
}

/** A folder as the drop zone tells of it, one after another. */
export function folderOfItem(folder: DirectoryDropItem): FoundFolder {
  return {
    name: folder.name,
    async *parts() {
      for await (const entry of folder.getEntries()) {
        yield [entry.kind === 'file' ? await entry.getFile() : folderOfItem(entry)];
      }
    },
  };
}

async function fileOrFolder(entry: FileSystemEntry): Promise<File | FoundFolder> {
  if (entry.isDirectory) return folderOfEntry(entry as FileSystemDirectoryEntry);
  return new Promise((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
}
