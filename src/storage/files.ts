/**
 * Files of bytes by name, kept beyond a visit: the one interface under all that is stored. The
 * browser's private file system (opfsFiles.ts) or database (indexedDbFiles.ts), a folder on disk
 * (folderFiles.ts) and memory (memoryFiles.ts) stand behind it.
 */

/** An open file. Nobody else may open it meanwhile. */
export interface OpenFile {
  readonly size: number;
  /** Writes at a byte of the file, its end at most. @throws StorageError where there is no room. */
  write(at: number, bytes: Uint8Array): Promise<void>;
  /** Cuts the file off after so many bytes, at most as many as it has. */
  truncate(size: number): Promise<void>;
  /** Makes what was written last, as far as the platform can. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface FileSize {
  readonly name: string;
  readonly bytes: number;
  /** When it was last written to, in milliseconds since 1970; absent where that is not known. */
  readonly modified?: number;
}

/** What is used of the room that there is, in bytes; of the whole place, not of these files alone. */
export interface Room {
  readonly used: number;
  readonly quota: number;
}

export interface Files {
  /** `memory` keeps nothing beyond the page. */
  readonly kind: 'browser' | 'folder' | 'memory';
  list(): Promise<FileSize[]>;
  /** Opens a file to write to, made empty or as it is. @throws StorageError where it is open already. */
  open(name: string, as: 'empty' | 'it is'): Promise<OpenFile>;
  /** Some bytes of a file, fewer where it ends before; null where there is no such file. */
  read(name: string, at?: number, length?: number): Promise<Uint8Array | null>;
  /** Removes a file; none of that name is no error. */
  remove(name: string): Promise<void>;
  /** Null where it is not known. */
  room(): Promise<Room | null>;
  /**
   * Whether so many more bytes have room, found out by making a file of that size and removing it;
   * absent where that cannot be tried.
   */
  fits?(bytes: number): Promise<boolean>;
}

/** Names that every platform takes as they are. */
export const isFileName = (name: string): boolean => /^[a-z0-9][a-z0-9.-]{0,160}$/.test(name);
