/** Dropped files and folders as a flat list, each named by its path within what was dropped. */
import type { DirectoryDropItem, DropItem, FileDropItem } from 'react-aria-components';

/** More files than these are refused before they are read: the page would stand still. */
export const maxFiles = 500_000;

/** Everything in what was dropped, folders walked to their ends. */
export async function filesIn(items: Iterable<DropItem>): Promise<File[]> {
  const files: File[] = [];
  for (const item of items) {
    if (item.kind === 'file') files.push(await item.getFile());
    if (item.kind === 'directory') await walk(item, `${item.name}/`, files);
  }
  return files;
}

async function walk(folder: DirectoryDropItem, path: string, files: File[]): Promise<void> {
  for await (const entry of folder.getEntries()) {
    if (files.length >= maxFiles) return;
    if (entry.kind === 'file') files.push(named(await fileOf(entry), `${path}${entry.name}`));
    else await walk(entry, `${path}${entry.name}/`, files);
  }
}

function fileOf(entry: FileDropItem): Promise<File> {
  return entry.getFile();
}

/** Files from a folder dialog under their paths, which do not survive the way to the worker. */
export function withPaths(list: FileList | null): File[] {
  return [...(list ?? [])].map((file) => named(file, file.webkitRelativePath || file.name));
}

/** The same bytes under another name; nothing is copied. */
function named(file: File, name: string): File {
  return file.name === name ? file : new File([file], name, { type: file.type });
}
