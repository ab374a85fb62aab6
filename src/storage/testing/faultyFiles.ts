/** Files whose n-th change goes wrong, as disks, quotas and the ends of processes make it go wrong. */
import type { Files, OpenFile } from '../files.ts';
import { StorageError } from '../storageError.ts';

/** How a change goes wrong: nothing of it is done, half of what was to be written, or all of it. */
export type Fault = 'nothing' | 'half' | 'all';

/** Every change up to the faulty one reaches `files`; from then on none does. */
export class FaultyFiles implements Files {
  readonly kind = 'memory';
  /** Changes asked for so far. */
  changes = 0;

  constructor(
    private readonly files: Files,
    private readonly faultAt: number,
    private readonly fault: Fault,
  ) {}

  list() {
    return this.files.list();
  }

  read(name: string, at?: number, length?: number) {
    return this.files.read(name, at, length);
  }

  room() {
    return this.files.room();
  }

  async remove(name: string) {
    if (this.isSpared()) await this.files.remove(name);
  }

  async open(name: string, as: 'empty' | 'it is'): Promise<OpenFile> {
    // Making a file empty is a change by itself.
    const isMade = this.isSpared();
    const file = await this.files.open(name, isMade ? as : 'it is');
    return this.watched(file);
  }

  private watched(file: OpenFile): OpenFile {
    const change = async (whole: () => Promise<void>, half = async () => {}) => {
      if (this.isSpared()) return whole();
      if (this.changes === this.faultAt && this.fault === 'half') await half();
      if (this.changes === this.faultAt && this.fault === 'all') await whole();
      throw new StorageError('The disk is full.', 'Make room.');
    };
    return {
      get size() {
        return file.size;
      },
      write: (at, bytes) =>
        change(
          () => file.write(at, bytes),
          () => file.write(at, bytes.subarray(0, bytes.length >> 1)),
        ),
      truncate: (size) => change(() => file.truncate(size)),
      flush: () => file.flush(),
      close: () => file.close(),
    };
  }

  /** Counts a change; whether it is before the faulty one. */
  private isSpared(): boolean {
    this.changes++;
    return this.changes < this.faultAt;
  }
}
