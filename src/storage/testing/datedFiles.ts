/** Files in memory that tell when each was written to, as a file system does, and what was read. */
import type { OpenFile } from '../files.ts';
import { MemoryFiles } from '../memoryFiles.ts';

export class DatedFiles extends MemoryFiles {
  /** Names of files, in the order in which they were read. */
  readonly wasRead: string[] = [];
  private writes = 0;
  private readonly modified = new Map<string, number>();

  override async list() {
    const listed = await super.list();
    return listed.map((file) => ({ ...file, modified: this.modified.get(file.name) ?? 0 }));
  }

  override async read(name: string, at?: number, length?: number) {
    this.wasRead.push(name);
    return super.read(name, at, length);
  }

  override async open(name: string, as: 'empty' | 'it is'): Promise<OpenFile> {
    const file = await super.open(name, as);
    const { write, truncate } = file;
    const dated = <Made>(made: Made): Made => {
      this.modified.set(name, ++this.writes);
      return made;
    };
    if (as === 'empty') dated(null);
    return Object.assign(file, {
      write: async (at: number, bytes: Uint8Array) => dated(await write.call(file, at, bytes)),
      truncate: async (size: number) => dated(await truncate.call(file, size)),
    });
  }
}
