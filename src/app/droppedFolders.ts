/**
 * The folders of a drop, which a browser gives out only while the drop is being told: their handles,
 * where it has them, else what they are walked by.
 */
import type { DirectoryHandle } from '../worker/pile/dropped.ts';
import { type FoundFolder, folderOfEntry } from './foundFolder.ts';

/** What DataTransferItem has in Chromium, and the types leave out. */
interface ItemWithHandle extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

export type DroppedFolder =
  | { readonly kind: 'handle'; readonly handle: DirectoryHandle }
  | { readonly kind: 'entry'; readonly folder: FoundFolder };

export class DroppedFolders {
  private waiting: { readonly name: string; readonly folder: Promise<DroppedFolder> }[] = [];

  /** Asks for the folders of what is being dropped; those of a drop before are gone. */
  ask({ items }: Pick<DataTransfer, 'items'>): void {
    this.waiting = [...items].flatMap((item: ItemWithHandle) => {
      const entry = item.kind === 'file' ? item.webkitGetAsEntry?.() : null;
      if (!entry?.isDirectory) return [];
      const handle = item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null);
      const folder = handle.then((given): DroppedFolder => {
        const known = asDirectory(given);
        if (known !== null) return { kind: 'handle', handle: known };
        return { kind: 'entry', folder: folderOfEntry(entry as FileSystemDirectoryEntry) };
      });
      return [{ name: entry.name, folder }];
    });
  }

  /** The next folder of that name; null where there is none. */
  async take(name: string): Promise<DroppedFolder | null> {
    const place = this.waiting.findIndex((one) => one.name === name);
    return place === -1 ? null : this.waiting.splice(place, 1)[0].folder;
  }
}

/** DOM's types know nothing of iterating over a folder, which every browser with handles can. */
function asDirectory(handle: FileSystemHandle | null): DirectoryHandle | null {
  return handle?.kind === 'directory' ? (handle as unknown as DirectoryHandle) : null;
}
