/**
 * Files whose list is looked up once and kept up since. To look up every file of a large library takes
 * seconds, and lists are asked for at every turn: what this window writes it knows, and what other
 * windows write they tell. A file that is being written, here or by somebody who was cut off before
 * telling its end, is looked up with every list.
 */
import type { FileSize, Files, OpenFile } from './files.ts';

/** Files of which a single one can be looked up, and whose room can be tried. */
export interface SearchableFiles extends Files {
  fits(bytes: number): Promise<boolean>;
  /** Null where there is no such file. */
  look(name: string): Promise<FileSize | null>;
}

/** That a file was opened to be written, or that it was changed, closed or removed. */
export interface FileNews {
  readonly name: string;
  readonly isOpen: boolean;
}

/** How windows tell each other of files: what is used of a BroadcastChannel. */
export interface NewsChannel {
  postMessage(news: FileNews): void;
  addEventListener(type: 'message', listener: (message: { readonly data: FileNews }) => void): void;
}

/**
 * Milliseconds after which all is looked up again: a window of an Espalier that tells no news may have
 * written meanwhile.
 */
const longestTrust = 600_000;

export class RememberedFiles implements Files {
  readonly kind: Files['kind'];
  private listed: Map<string, FileSize> | null = null;
  private listedAt = 0;
  /** Changed since they were looked up. */
  private readonly changed = new Set<string>();
  /** Being written. */
  private readonly underWay = new Set<string>();
  /** Lists are looked up one after another. */
  private looking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly files: SearchableFiles,
    private readonly channel: NewsChannel,
    private readonly now: () => number = Date.now,
  ) {
    this.kind = files.kind;
    channel.addEventListener('message', ({ data }) => this.note(data));
  }

  list(): Promise<FileSize[]> {
    const looked = this.looking.then(() => this.lookUp());
    this.looking = looked.catch(() => {});
    return looked;
  }

  read(name: string, at?: number, length?: number): Promise<Uint8Array | null> {
    return this.files.read(name, at, length);
  }

  room() {
    return this.files.room();
  }

  fits(bytes: number) {
    return this.files.fits(bytes);
  }

  async open(name: string, as: 'empty' | 'it is'): Promise<OpenFile> {
    this.tell({ name, isOpen: true });
    const file = await this.files.open(name, as);
    return toldOf(file, () => this.tell({ name, isOpen: false }));
  }

  async remove(name: string): Promise<void> {
    // Before, as it may be cut off; one that somebody else writes to is told of by them.
    this.tell({ name, isOpen: true });
    await this.files.remove(name);
    this.tell({ name, isOpen: false });
  }

  private tell(news: FileNews): void {
    this.note(news);
    this.channel.postMessage(news);
  }

  private note({ name, isOpen }: FileNews): void {
    this.changed.add(name);
    if (isOpen) this.underWay.add(name);
    else this.underWay.delete(name);
  }

  private async lookUp(): Promise<FileSize[]> {
    if (this.listed === null || this.now() - this.listedAt > longestTrust) {
      // What changes from here on is looked up once more.
      this.changed.clear();
      this.listedAt = this.now();
      this.listed = null;
      this.listed = new Map((await this.files.list()).map((file) => [file.name, file]));
    }
    const known = this.listed;
    await Promise.all(
      [...new Set([...this.changed, ...this.underWay])].map(async (name) => {
        this.changed.delete(name);
        const found = await this.files.look(name).catch((error: unknown) => {
          this.changed.add(name);
          throw error;
        });
        if (found === null) known.delete(name);
        else known.set(name, found);
      }),
    );
    return [...known.values()];
  }
}

/** The file, of whose end is told. */
function toldOf(file: OpenFile, ended: () => void): OpenFile {
  return {
    get size() {
      return file.size;
    },
    write: (at, bytes) => file.write(at, bytes),
    truncate: (size) => file.truncate(size),
    flush: () => file.flush(),
    close: async () => {
      try {
        await file.close();
      } finally {
        ended();
      }
    },
  };
}
