import { formatBytes } from '../lib/numberFormat.ts';
import type { Files, OpenFile } from './files.ts';
import { StorageError } from './storageError.ts';

/** What browsers give a page is rarely more; the data set at hand needs room as well. */
const usualQuota = 2 ** 30;

/** Files in memory, for where nothing else is to be had: they are gone when the page is. */
export class MemoryFiles implements Files {
  readonly kind = 'memory';
  private readonly files = new Map<string, Uint8Array>();
  private readonly isOpen = new Set<string>();

  constructor(private readonly quota = usualQuota) {}

  async list() {
    return [...this.files].map(([name, { length }]) => ({ name, bytes: length }));
  }

  async open(name: string, as: 'empty' | 'it is'): Promise<OpenFile> {
    if (this.isOpen.has(name)) throw isInUse(name);
    this.isOpen.add(name);
    if (as === 'empty' || !this.files.has(name)) this.files.set(name, new Uint8Array());
    return new MemoryFile(this.files.get(name)!, {
      reserve: (size) => this.reserve(name, size),
      put: (bytes) => this.files.set(name, bytes),
      leave: () => this.isOpen.delete(name),
    });
  }

  async read(name: string, at = 0, length = Number.POSITIVE_INFINITY) {
    return this.files.get(name)?.slice(at, at + length) ?? null;
  }

  async remove(name: string) {
    if (this.isOpen.has(name)) throw isInUse(name);
    this.files.delete(name);
  }

  async room() {
    return { used: this.used(), quota: this.quota };
  }

  async fits(bytes: number) {
    return this.used() + bytes <= this.quota;
  }

  private used(): number {
    return [...this.files.values()].reduce((sum, { length }) => sum + length, 0);
  }

  private reserve(name: string, size: number): void {
    const before = this.files.get(name)?.length ?? 0;
    if (this.used() - before + size <= this.quota) return;
    throw new StorageError(
      `There is no room for ${formatBytes(size)}: this page keeps data sets in memory, at most ${formatBytes(this.quota)} together.`,
      'Remove stored data sets that you no longer need.',
    );
  }
}

/** A file that somebody else writes to. */
export class FileInUseError extends StorageError {
  constructor(name: string) {
    super(
      `The stored file ${name} is in use.`,
      'Wait for what is under way, also in other tabs of Espalier, then try again.',
    );
  }
}

export const isInUse = (name: string): FileInUseError => new FileInUseError(name);

interface Place {
  /** @throws StorageError where a file of that size has no room. */
  readonly reserve: (size: number) => void;
  readonly put: (bytes: Uint8Array) => void;
  readonly leave: () => void;
}

class MemoryFile implements OpenFile {
  size: number;

  /** @param bytes the content, later grown ahead of it, so that many small pieces cost little. */
  constructor(
    private bytes: Uint8Array,
    private readonly place: Place,
  ) {
    this.size = bytes.length;
  }

  async write(at: number, bytes: Uint8Array) {
    const size = Math.max(this.size, at + bytes.length);
    this.place.reserve(size);
    if (size > this.bytes.length) {
      const grown = new Uint8Array(Math.max(size, Math.ceil(this.bytes.length * 1.5)));
      grown.set(this.bytes.subarray(0, this.size));
      this.bytes = grown;
    }
    this.bytes.set(bytes, at);
    this.place.put(this.bytes.subarray(0, size));
    this.size = size;
  }

  async truncate(size: number) {
    this.place.put(this.bytes.subarray(0, size));
    this.size = size;
  }

  async flush() {}

  async close() {
    this.place.leave();
  }
}
