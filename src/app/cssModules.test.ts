/**
 * Class names that components and CSS modules say to each other are strings to the compiler: here
 * it is held that every class that is used or composed exists, and that none is left over.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '..');
const paths = ['app', 'views'].flatMap((folder) =>
  readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    join(src, folder, path),
  ),
);
const modules = new Map(
  paths
    .filter((path) => path.endsWith('.module.css'))
    .map((path) => [path, withoutComments(readFileSync(path, 'utf8'))]),
);

function withoutComments(css: string): string {
  return css.replaceAll(/\/\*.*?\*\//gs, '');
}

/** Classes that a module's selectors name; what stands in quotes is none. */
function definedIn(css: string): Set<string> {
  const selectors = css.replaceAll(/"[^"]*"/g, '').matchAll(/\.([A-Za-z][\w-]*)/g);
  return new Set([...selectors].map(([, name]) => name));
}

/** Classes of a module that another module, or itself, composes: the module's path, and the name. */
function composedIn(path: string, css: string): [string, string][] {
  return [...css.matchAll(/composes:\s*([^;]+?)(?:\s+from\s+"([^"]+)")?;/g)].flatMap(
    ([, names, from]) => {
      const target = from === undefined ? path : resolve(path, '..', from);
      return names.split(/\s+/).map((name): [string, string] => [target, name]);
    },
  );
}

/** Classes that a component takes from its modules; `*` where it looks them up by a value. */
function usedIn(path: string): [string, string][] {
  const source = readFileSync(path, 'utf8');
  return [...source.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)].flatMap(
    ([, local, from]) => {
      const target = resolve(path, '..', from);
      return [...source.matchAll(new RegExp(`\\b${local}(?:\\.(\\w+)|\\[)`, 'g'))].map(
        ([, name = '*']): [string, string] => [target, name],
      );
    },
  );
}

const used = [
  ...paths.filter((path) => /\.tsx?$/.test(path)).flatMap(usedIn),
  ...[...modules].flatMap(([path, css]) => composedIn(path, css)),
];

test('there are modules and uses to check', () => {
  expect(modules.size).toBeGreaterThan(50);
  expect(used.length).toBeGreaterThan(modules.size);
});

test('every class that is used or composed exists', () => {
  const missing = used.filter(
    ([path, name]) => name !== '*' && !definedIn(modules.get(path) ?? '').has(name),
  );
  expect(missing).toEqual([]);
});

test('every class is used', () => {
  const left = [...modules].flatMap(([path, css]) => {
    const names = new Set(used.filter(([where]) => where === path).map(([, name]) => name));
    if (names.has('*')) return [];
    return [...definedIn(css)].filter((name) => !names.has(name)).map((name) => [path, name]);
  });
  expect(left).toEqual([]);
});

test('what the kit says gives way to what a component says: it stands in a layer', () => {
  const shared = [...modules].filter(([path]) => path.includes('/kit/styles/'));
  expect(shared.length).toBeGreaterThan(0);
  for (const [, css] of shared) expect(css.trim()).toMatch(/^@layer kit \{.*\n\}$/s);
});
