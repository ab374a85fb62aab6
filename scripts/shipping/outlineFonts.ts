/**
 * Gives the page its fonts unpacked, for drawings whose text becomes outlines: `….woff2?outlines` is
 * the address of the same font as TrueType. Browsers show WOFF2 but give nobody its outlines, and what
 * unpacks it would have to make code in the page, which its policy forbids.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';
import decompress from 'woff2-encoder/decompress';

const ending = '?outlines';
const prefix = '\0outlines:';

export function outlineFonts(): Plugin {
  let folder = '';
  return {
    name: 'outline-fonts',
    enforce: 'pre',
    configResolved({ root }) {
      folder = join(root, 'node_modules', '.cache', 'espalier-fonts');
    },
    resolveId(source) {
      if (!source.endsWith(`.woff2${ending}`)) return null;
      const name = source.slice(0, -ending.length);
      // The rest of a font's package is asked for by its path, whatever the package exports.
      return `${prefix}${createRequire(join(folder, 'x')).resolve(name)}`;
    },
    async load(id) {
      if (!id.startsWith(prefix)) return null;
      const path = id.slice(prefix.length);
      mkdirSync(folder, { recursive: true });
      const unpacked = join(folder, basename(path).replace('.woff2', '.ttf'));
      writeFileSync(unpacked, await decompress(readFileSync(path)));
      return `export { default } from ${JSON.stringify(`${unpacked}?url`)};`;
    },
  };
}
