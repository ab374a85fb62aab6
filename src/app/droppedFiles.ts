/** Dropped files and folders: as a pile for the worker, or as a flat list where they are few. */
import type { DropItem } from 'react-aria-components';
import { type Pile, pileOfFiles, pileWith } from '../store/data/pile.ts';
import { type Dropped, filesAtOnce, type PathedFile } from '../worker/pile/dropped.ts';
import type { DroppedFolders } from './droppedFolders.ts';
import { type FoundFolder, folderOfItem } from './foundFolder.ts';

/** The page finds no more: so many are refused by the worker, before they are read. */
const mostFiles = 500_001;

/** A file or folder of a drop; text that is dragged along with them is none. */
type Thing = Exclude<DropItem, { kind: 'text' }>;

/**
 * What was dropped. Folders go to the worker by their handles; where the browser gives none, their
 * files are found here when the pile is read.
 */
export async function pileOfDrop(
  items: Iterable<DropItem>,
  folders: DroppedFolders,
): Promise<Pile | null> {
  const things = [...items].filter((item): item is Thing => item.kind !== 'text');
  const [first] = things;
  if (first === undefined) return null;
  const files: File[] = [];
  const dropped: Dropped[] = [];
  const unlisted: FoundFolder[] = [];
  for (const thing of things) {
    if (thing.kind === 'file') {
      files.push(await thing.getFile());
      continue;
    }
    const folder = await folders.take(thing.name);
    if (folder?.kind === 'handle') dropped.push({ kind: 'directory', handle: folder.handle });
    else unlisted.push(folder?.folder ?? folderOfItem(thing));
  }
  if (files.length === things.length) return pileOfFiles(files);
  const title = things.length === 1 ? first.name : `${things.length} files and folders`;
  if (files.length > 0) {
    dropped.push({ kind: 'files', files: files.map(pathed) });
  }
  return pileWith(title, dropped, unlisted.length === 0 ? null : () => inPieces(unlisted));
}

/** The files of folders in pieces, as they are found. */
async function* inPieces(folders: readonly FoundFolder[]): AsyncGenerator<PathedFile[]> {
  let piece: PathedFile[] = [];
  let count = 0;
  for await (const found of filesOf(folders, '')) {
    piece.push(found);
    if (++count === mostFiles) break;
    if (piece.length < filesAtOnce) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

async function* filesOf(
  folders: readonly FoundFolder[],
  above: string,
): AsyncGenerator<PathedFile> {
  for (const folder of folders) {
    const path = `${above}${folder.name}/`;
    for await (const part of folder.parts()) {
      for (const found of part) {
        if (found instanceof File) yield { file: found, path: `${path}${found.name}` };
        else yield* filesOf([found], path);
      }
    }
  }
}

/** Everything in what was dropped, folders walked to their ends: for a few files. */
export async function pathedFilesIn(items: Iterable<DropItem>): Promise<PathedFile[]> {
  const files: PathedFile[] = [];
  for (const item of items) {
    if (item.kind === 'file') files.push(pathed(await item.getFile()));
    if (item.kind !== 'directory') continue;
    for await (const found of filesOf([folderOfItem(item)], '')) files.push(found);
  }
  return files;
}

/** The same without where they lay. */
export async function filesIn(items: Iterable<DropItem>): Promise<File[]> {
  return (await pathedFilesIn(items)).map(({ file }) => file);
}

const pathed = (file: File): PathedFile => ({ file, path: file.name });
