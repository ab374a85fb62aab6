import type { OpenableFile } from '../streaming/fileStretch.ts';

/** A file, or an entry of an archive, that is not read yet. */
export interface UnsortedFile {
  /** The file as the person knows it; for an entry, its archive. */
  readonly file: string;
  readonly entry: string | null;
  readonly size: number;
  readonly read: () => Uint8Array | Promise<Uint8Array>;
  /** Reads the bytes from `start` to before `end` alone, where that can be done. */
  readonly readPart?: ((start: number, end: number) => Promise<Uint8Array>) | undefined;
  /** The file, where a thread can open it by itself. */
  readonly openable?: OpenableFile | undefined;
  /** Whether its content is held. */
  readonly isHeld?: boolean;
}

/** The path of a file, or of an entry in its archive. */
export const pathOf = ({ file, entry }: Pick<UnsortedFile, 'file' | 'entry'>): string =>
  entry ?? file;
