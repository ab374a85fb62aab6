import type { FileStretch } from '../streaming/fileStretch.ts';

/** A file whose content is read when it is needed. */
export interface LazyFile {
  /** Its path in the container. */
  readonly path: string;
  readonly size: number;
  read(): Uint8Array | Promise<Uint8Array>;
  /** Length and CRC-32 where they are known: equal files may stand in for each other. */
  readonly identity: string | null;
  /** Where its bytes lie, where a thread can read them by itself. */
  readonly stretch?: FileStretch | undefined;
  /** Whether it can only be read with all that lies before it. */
  readonly isInOrder?: boolean | undefined;
}

/** An archive, or the files that were dropped without one. */
export interface Container {
  readonly file: string;
  readonly files: readonly LazyFile[];
  /** Whether messages name an entry of `file`, or the path alone. */
  readonly isArchive: boolean;
  /**
   * The folders, each with a slash after it, that everything dropped lies in: what paths say
   * begins below. Empty for archives.
   */
  readonly root: string;
}
