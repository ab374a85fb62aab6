/**
 * Files in the browser's private file system (OPFS), through the synchronous handles that workers
 * have. Their write() past the quota returns a wrong number instead of throwing (Chromium), so what
 * it returns is compared with what was asked.
 */
import { browserRoom, outOfRoom } from './browserRoom.ts';
import { type FileSize, isFileName, type OpenFile } from './files.ts';
import { isInUse } from './memoryFiles.ts';
import type { SearchableFiles } from './rememberedFiles.ts';

/** What is used of FileSystemSyncAccessHandle, which only workers' type library describes. */
interface SyncHandle {
  getSize(): number;
  read(bytes: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

interface FileEntry {
  readonly kind: 'file';
  readonly name: string;
  getFile(): Promise<File>;
  createSyncAccessHandle(): Promise<SyncHandle>;
}

/** What is used of FileSystemDirectoryHandle. */
interface Folder {
  getFileHandle(name: string, options?: { create: boolean }): Promise<FileEntry>;
  removeEntry(name: string): Promise<void>;
  values(): AsyncIterable<FileEntry | { readonly kind: 'directory' }>;
}

const folderName = 'espalier';
const probeName = 'room.probe';

/** Files whose sizes are asked for at once: each question waits for another process. */
const lookedUpAtOnce = 256;

/** Readings in a row that may be overtaken by somebody who writes. */
const mostReadings = 100;

/** Opens them. @throws whatever the browser throws where it keeps none, as some in private windows. */
export async function openOpfsFiles(): Promise<SearchableFiles> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(folderName, { create: true });
  const files = new OpfsFiles(folder as unknown as Folder);
  await files.look(probeName);
  return files;
}

class OpfsFiles implements SearchableFiles {
  readonly kind = 'browser';

  constructor(private readonly folder: Folder) {}

  async list() {
    const entries: FileEntry[] = [];
    for await (const entry of this.folder.values()) {
      if (entry.kind === 'file' && isFileName(entry.name)) entries.push(entry);
    }
    const found: FileSize[] = [];
    for (let first = 0; first < entries.length; first += lookedUpAtOnce) {
      const some = entries.slice(first, first + lookedUpAtOnce);
      const sizes = await Promise.all(some.map(sizeOf));
      found.push(...sizes.flatMap((size) => size ?? []));
    }
    return found;
  }

  async look(name: string) {
    const entry = await this.folder.getFileHandle(name).catch(absent);
    return entry && sizeOf(entry);
  }

  async open(name: string, as: 'empty' | 'it is'): Promise<OpenFile> {
    const entry = await this.folder.getFileHandle(name, { create: true });
    const handle = await entry.createSyncAccessHandle().catch(() => {
      throw isInUse(name);
    });
    if (as === 'empty') handle.truncate(0);
    return new OpfsFile(handle);
  }

  async read(name: string, at = 0, length = Number.POSITIVE_INFINITY) {
    for (let times = 1; ; times++) {
      try {
        return await this.readOnce(name, at, length);
      } catch (error) {
        // Another window has written to it meanwhile: it is read as it is now.
        if (nameOf(error) !== 'NotReadableError' || times === mostReadings) throw error;
      }
    }
  }

  private async readOnce(name: string, at: number, length: number) {
    const entry = await this.folder.getFileHandle(name).catch(absent);
    const file = (await entry?.getFile().catch(absent)) ?? null;
    if (file === null) return null;
    const end = Math.min(file.size, at + length);
    return new Uint8Array(await file.slice(at, end).arrayBuffer());
  }

  async remove(name: string) {
    await this.folder.removeEntry(name).catch((error: unknown) => {
      if (nameOf(error) === 'NoModificationAllowedError') throw isInUse(name);
      absent(error);
    });
  }

  room() {
    return browserRoom();
  }

  async fits(bytes: number) {
    const entry = await this.folder.getFileHandle(probeName, { create: true });
    const handle = await entry.createSyncAccessHandle().catch(() => {
      throw isInUse(probeName);
    });
    try {
      // Its last byte: making a file longer without writing is not counted by every browser.
      return handle.write(Uint8Array.of(1), { at: bytes - 1 }) === 1;
    } catch (error) {
      if (nameOf(error) === 'QuotaExceededError') return false;
      throw error;
    } finally {
      handle.close();
      await this.remove(probeName);
    }
  }
}

/** Null for a file that is gone meanwhile. */
async function sizeOf(entry: FileEntry): Promise<FileSize | null> {
  const file = await entry.getFile().catch(absent);
  return file && { name: entry.name, bytes: file.size, modified: file.lastModified };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** Null for a file that is not there. */
function absent(error: unknown): null {
  if (nameOf(error) === 'NotFoundError') return null;
  throw error;
}

class OpfsFile implements OpenFile {
  size: number;

  constructor(private readonly handle: SyncHandle) {
    this.size = handle.getSize();
  }

  async write(at: number, bytes: Uint8Array) {
    let written = 0;
    try {
      written = this.handle.write(bytes, { at });
    } catch (error) {
      if (nameOf(error) !== 'QuotaExceededError') throw error;
    }
    if (written !== bytes.length) {
      this.handle.truncate(this.size);
      throw outOfRoom();
    }
    this.size = Math.max(this.size, at + bytes.length);
  }

  async truncate(size: number) {
    this.handle.truncate(size);
    this.size = size;
  }

  async flush() {
    this.handle.flush();
  }

  async close() {
    this.handle.close();
  }
}
