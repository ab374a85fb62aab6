/**
 * The handles of dropped folders, which a browser gives out only while the drop is being told, where
 * it has them at all.
 */
import type { DirectoryHandle } from '../worker/pile/dropped.ts';

/** What DataTransferItem has in Chromium, and the types leave out. */
interface ItemWithHandle extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

export class DroppedHandles {
  private waiting: { readonly name: string; readonly handle: Promise<DirectoryHandle | null> }[] =
    [];

  /** Asks for the handles of the folders in what is being dropped; those of a drop before are gone. */
  ask({ items }: Pick<DataTransfer, 'items'>): void {
    this.waiting = [...items].flatMap((item: ItemWithHandle) => {
      const entry = item.kind === 'file' ? item.webkitGetAsEntry?.() : null;
      if (!entry?.isDirectory || item.getAsFileSystemHandle === undefined) return [];
      const handle = item.getAsFileSystemHandle().then(asDirectory, () => null);
      return [{ name: entry.name, handle }];
    });
  }

  /** The handle of the next folder of that name; null where there is none, or it was not given. */
  async take(name: string): Promise<DirectoryHandle | null> {
    const place = this.waiting.findIndex((one) => one.name === name);
    return place === -1 ? null : this.waiting.splice(place, 1)[0].handle;
  }
}

/** DOM's types know nothing of iterating over a folder, which every browser with handles can. */
function asDirectory(handle: FileSystemHandle | null): DirectoryHandle | null {
  return handle?.kind === 'directory' ? (handle as unknown as DirectoryHandle) : null;
}
