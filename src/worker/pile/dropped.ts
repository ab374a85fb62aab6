/**
 * What a person dropped or chose, as it crosses from the page to the worker. A folder crosses as its
 * handle, where the browser has handles, and is listed in the worker; elsewhere the page finds the
 * files and they cross as they are, each with its path beside it: wrapping one in a `File` of another
 * name costs the page's thread half a millisecond.
 */

/** A file, and its path within what was dropped. */
export interface PathedFile {
  readonly file: File;
  /** With forward slashes, the name of the dropped folder first. */
  readonly path: string;
}

/** What is used of FileSystemFileHandle, whose iteration not all type libraries describe. */
export interface FileHandle {
  readonly kind: 'file';
  readonly name: string;
  getFile(): Promise<File>;
}

/** What is used of FileSystemDirectoryHandle. */
export interface DirectoryHandle {
  readonly kind: 'directory';
  readonly name: string;
  values(): AsyncIterable<DirectoryHandle | FileHandle>;
}

/** One thing that was dropped, or some of the files. */
export type Dropped =
  | { readonly kind: 'directory'; readonly handle: DirectoryHandle }
  | { readonly kind: 'files'; readonly files: readonly PathedFile[] };

/** Files that cross at once: more would keep the page's thread from a click for too long. */
export const filesAtOnce = 32;
