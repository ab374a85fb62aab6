import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Repository } from './checkDocs.ts';

const root = resolve(import.meta.dirname, '../..');

/** This repository as the documents see it. */
export function thisRepository(): Repository {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const files = filesBelow('', ignoredNames(read('.gitignore')));
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const commands = read('src/cli/main.ts').matchAll(/^ {4}case '([\w-]+)':/gm);
  return {
    files,
    scripts: new Set(Object.keys(scripts)),
    subcommands: new Set(Array.from(commands, ([, name]) => name)),
    documents: new Map(
      files.filter((file) => file.endsWith('.md')).map((file) => [file, read(file)]),
    ),
  };
}

/** What is built or installed, not kept: no document should name it. A `/` before a name anchors it. */
function ignoredNames(gitignore: string): ReadonlySet<string> {
  const lines = gitignore.split('\n').map((line) => line.trim().replace(/\/$/, ''));
  return new Set(['.git', ...lines]);
}

function filesBelow(folder: string, ignored: ReadonlySet<string>): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (ignored.has(entry.name) || ignored.has(`/${path}`)) return [];
    return entry.isDirectory() ? filesBelow(path, ignored) : [path];
  });
}
