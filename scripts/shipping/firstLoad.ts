/** What a build makes browsers read before its page runs: the page's script and all that it imports. */
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A script, and its bytes as hosts send it. */
export interface LoadedScript {
  readonly path: string;
  readonly gzipped: number;
}

const scriptTag = /<script type="module"[^>]* src="([^"]+)"/g;
/** Imports with `from` or for their effects; code that is read later stands in parentheses. */
const staticImport = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;

/** The scripts of the page built into `folder` that its first script needs, itself first. */
export function firstLoadOf(folder: string): LoadedScript[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const paths = [...page.matchAll(scriptTag)].map(([, path]) => posix.normalize(path));
  const loaded: LoadedScript[] = [];
  // Grows while it is gone through.
  for (const path of paths) {
    const script = readFileSync(join(folder, path));
    loaded.push({ path, gzipped: gzipSync(script, { level: 9 }).length });
    for (const [, to] of script.toString().matchAll(staticImport)) {
      const next = posix.join(dirname(path), to);
      if (!paths.includes(next)) paths.push(next);
    }
  }
  return loaded;
}
