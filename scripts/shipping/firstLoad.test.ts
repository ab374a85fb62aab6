import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstLoadOf } from './firstLoad.ts';

it('follows what a page imports at once, each script once, and not what it reads later', () => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-build-'));
  mkdirSync(join(folder, 'assets'));
  const files = {
    'index.html': '<script type="module" crossorigin src="./assets/a.js"></script>',
    'assets/a.js': 'import{b as x}from"./b.js";import"./c.js";import("./later.js");',
    'assets/b.js': "import { c } from './c.js'",
    'assets/c.js': 'const from="./no.txt";',
    'assets/later.js': '',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  const loaded = firstLoadOf(folder);
  expect(loaded.map(({ path }) => path)).toEqual(['assets/a.js', 'assets/b.js', 'assets/c.js']);
  expect(loaded.every(({ gzipped }) => gzipped > 20)).toBe(true);
});
