/** Names of files inside archives and dropped folders: which are unsafe, and what their parts are. */

const unsafe: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'it is empty'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
  [/\u0000/, 'it holds a NUL character'],
  [/\\/, 'it holds a backslash'],
  [/^\//, 'it is an absolute path'],
  [/^[a-z]:/i, 'it starts with a drive'],
  [/(^|\/)\.\.(\/|$)/, 'it leads out of its folder (“..”)'],
  [/(^|\/)\.\//, 'it holds an empty step (“./”)'],
  [/\/\//, 'it holds an empty folder name (“//”)'],
];

/** Why a path must not be used, for people; null if it may. Folders end in a slash. */
export function faultOfPath(path: string): string | null {
  return unsafe.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** The last part of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folders that all of some paths lie in, with a slash after each; empty where they share none. */
export function sharedFolders(paths: readonly string[]): string {
  let shared = paths.length === 0 ? '' : paths[0].slice(0, paths[0].lastIndexOf('/') + 1);
  for (const path of paths) {
    while (!path.startsWith(shared))
      shared = shared.slice(0, shared.lastIndexOf('/', shared.length - 2) + 1);
  }
  return shared;
}

/** What follows the last dot of the file name, in lower case; empty where there is none. */
export function extensionOf(path: string): string {
  const name = fileNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
