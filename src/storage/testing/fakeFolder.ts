/** The browser's private file system, played in memory: as Chromium behaves, with what it does wrong. */

/** An error of the browser's, told by its name. */
const named = (name: string) => Object.assign(new Error(name), { name });

/** A folder that is full beyond a size. */
export function fakeFolder(quota = Number.POSITIVE_INFINITY) {
  const files = new Map<string, Uint8Array>();
  const locked = new Set<string>();
  const used = () => [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const handle = (name: string) => ({
    getSize: () => files.get(name)!.length,
    truncate: (size: number) => {
      const before = files.get(name)!;
      if (used() - before.length + size > quota) throw named('QuotaExceededError');
      const after = new Uint8Array(size);
      after.set(before.subarray(0, size));
      files.set(name, after);
    },
    write: (bytes: Uint8Array, { at }: { at: number }) => {
      const before = files.get(name)!;
      const after = new Uint8Array(Math.max(before.length, at + bytes.length));
      if (used() - before.length + after.length > quota) return 4_294_967_288;
      after.set(before);
      after.set(bytes, at);
      files.set(name, after);
      return bytes.length;
    },
    flush: () => undefined,
    close: () => locked.delete(name),
  });
  const entry = (name: string) => ({
    kind: 'file',
    name,
    getFile: async () => new File([files.get(name)!.slice()], name),
    createSyncAccessHandle: async () => {
      if (locked.has(name)) throw named('NoModificationAllowedError');
      locked.add(name);
      return handle(name);
    },
  });
  return {
    files,
    getFileHandle: async (name: string, options?: { create: boolean }) => {
      if (!files.has(name) && !options?.create) throw named('NotFoundError');
      if (!files.has(name)) files.set(name, new Uint8Array());
      return entry(name);
    },
    removeEntry: async (name: string) => {
      if (locked.has(name)) throw named('NoModificationAllowedError');
      if (!files.delete(name)) throw named('NotFoundError');
    },
    async *values() {
      yield { kind: 'directory', name: 'other' };
      for (const name of files.keys()) yield entry(name);
    },
  };
}
