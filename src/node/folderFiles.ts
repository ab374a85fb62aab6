/** Files in a folder on disk, for Node. */
import { type FileHandle, mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Files, isFileName, type OpenFile } from '../storage/files.ts';
import { StorageError } from '../storage/storageError.ts';

export class FolderFiles implements Files {
  readonly kind = 'folder';

  constructor(readonly folder: string) {}

  async list() {
    const names = await readdir(this.folder).catch(nothing<string[]>([]));
    const files = names.filter(isFileName).map(async (name) => {
      const found = await stat(join(this.folder, name)).catch(() => null);
      return found?.isFile() ? [{ name, bytes: found.size }] : [];
    });
    return (await Promise.all(files)).flat();
  }

  async open(name: string, as: 'empty' | 'it is'): Promise<OpenFile> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, name);
    const make = () => open(path, 'w+');
    const handle = await (as === 'empty' ? make() : open(path, 'r+').catch(make));
    return new FolderFile(handle, (await handle.stat()).size, this.folder);
  }

  async read(name: string, at = 0, length = Number.POSITIVE_INFINITY) {
    const handle = await open(join(this.folder, name)).catch(nothing(null));
    if (handle === null) return null;
    try {
      const { size } = await handle.stat();
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - at)));
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, at + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    } finally {
      await handle.close();
    }
  }

  async remove(name: string) {
    await rm(join(this.folder, name), { force: true });
  }

  async room() {
    const found = await statfs(this.folder).catch(() => null);
    if (found === null) return null;
    return { used: (found.blocks - found.bavail) * found.bsize, quota: found.blocks * found.bsize };
  }
}

/** Takes a missing file or folder for `instead`, and hands on every other error. */
const nothing =
  <Value>(instead: Value) =>
  (error: NodeJS.ErrnoException): Value => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };

class FolderFile implements OpenFile {
  constructor(
    private readonly handle: FileHandle,
    public size: number,
    private readonly folder: string,
  ) {}

  async write(at: number, bytes: Uint8Array) {
    let done = 0;
    while (done < bytes.length) {
      const rest = bytes.length - done;
      const { bytesWritten } = await this.handle
        .write(bytes, done, rest, at + done)
        .catch(async (error: NodeJS.ErrnoException) => {
          // What was there before stays as it was.
          await this.handle.truncate(this.size).catch(() => {});
          throw new StorageError(
            `${this.folder}: ${error.message}`,
            'Make room on the disk, or choose another folder.',
          );
        });
      done += bytesWritten;
    }
    this.size = Math.max(this.size, at + bytes.length);
  }

  async truncate(size: number) {
    await this.handle.truncate(size);
    this.size = size;
  }

  async flush() {
    await this.handle.sync();
  }

  async close() {
    await this.handle.close();
  }
}
