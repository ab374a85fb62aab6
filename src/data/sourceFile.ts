import type { OpenableFile } from './streaming/fileStretch.ts';

/** A file as the platform gives it. */
export interface SourceFile {
  /** Its name; for files of a dropped folder the path in it, with forward slashes. */
  readonly name: string;
  readonly size: number;
  readonly bytes: () => Promise<Uint8Array>;
  /** The bytes from `start` to before `end` alone: archives larger than memory are read so. */
  readonly part?: (start: number, end: number) => Promise<Uint8Array>;
  /** The file itself, where a thread can open it: images may then stay there. */
  readonly openable?: OpenableFile;
}
