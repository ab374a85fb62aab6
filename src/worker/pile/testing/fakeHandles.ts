/** Handles of folders and files as a browser gives them out, played in memory. */
import type { DirectoryHandle, FileHandle } from '../dropped.ts';

/** A folder's content: bytes of a file, a folder in it, or what reading it throws. */
export interface FakeContent {
  readonly [name: string]: Uint8Array<ArrayBuffer> | FakeContent | DOMException;
}

/** @param onList hears of each folder that is gone through. */
export function fakeDirectory(
  name: string,
  content: FakeContent | DOMException,
  onList: (name: string) => void = () => {},
): DirectoryHandle {
  return {
    kind: 'directory',
    name,
    async *values() {
      onList(name);
      if (content instanceof DOMException) throw content;
      for (const [inner, what] of Object.entries(content)) {
        if (what instanceof Uint8Array || isFileFault(what)) yield fakeFile(inner, what);
        else yield fakeDirectory(inner, what, onList);
      }
    },
  };
}

/** What is thrown at a file; folders that nobody may read tell so by themselves. */
const isFileFault = (what: unknown): what is DOMException =>
  what instanceof DOMException && what.message !== 'folder';

function fakeFile(name: string, what: Uint8Array<ArrayBuffer> | DOMException): FileHandle {
  return {
    kind: 'file',
    name,
    getFile: async () => {
      if (what instanceof DOMException) throw what;
      return new File([what], name);
    },
  };
}
