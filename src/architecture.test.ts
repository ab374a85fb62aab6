/**
 * The floors of the house: a folder of src imports only from the floors listed before it, the page
 * never reaches tensors or parsers, methods see the engine's interface only, and nothing imports
 * in a circle, types included: what two files tell each other belongs in a third. No file compares
 * kinds of methods or networks, and sizes of files are kept in view as well.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { methods } from './spec/methods/methods.ts';
import { networks } from './spec/networks/networks.ts';

const root = resolve(import.meta.dirname);

/** From the ground up. */
const floors = [
  'lib',
  'hosting',
  'spec',
  'algorithms',
  'analysis',
  'data',
  'models',
  'engine',
  'methods',
  'runner',
  'storage',
  'worker',
  'node',
  'cli',
  'store',
  'views',
  'app',
  'main.tsx',
];

/** How bytes become a data set: what lies above sees the data set only. */
const parsers = 'codecs archives arrays tables parquet layout pile sources formats'
  .split(' ')
  .map((folder) => `data/${folder}`);

/** Which imports are forbidden although they point downwards; prefixes of paths below src. */
const closedDoors: Readonly<Record<string, readonly string[]>> = {
  analysis: ['hosting'],
  methods: ['engine/tfjs'],
  store: ['engine', 'methods', 'runner', 'node', 'cli', ...parsers],
  views: ['engine', 'methods', 'runner', 'node', 'cli', ...parsers, 'store', 'worker'],
  app: ['engine', 'methods', 'runner', 'node', 'cli', ...parsers],
};

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') ? [path] : [];
  });
}

interface Import {
  readonly from: string;
  readonly to: string;
}

const importPattern = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(importPattern)].map(([, target]) => ({
    from: relative(root, path),
    to: relative(root, resolve(dirname(path), target.split('?')[0])),
  }));
}

const files = filesBelow(root).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const isTest = (path: string) => /\.test\.tsx?$|\/testing\//.test(path);
const sources = files.filter(({ path }) => !isTest(path));
const floorOf = (path: string) => path.split('/')[0];

describe('the floors', () => {
  const imports = sources.flatMap(({ path, text }) => importsOf(path, text));

  it('are the folders that exist', () => {
    const folders = new Set(sources.map(({ path }) => floorOf(relative(root, path))));
    expect([...folders].filter((folder) => !floors.includes(folder))).toEqual([]);
  });

  it('import only from below', () => {
    const upward = imports.filter(
      ({ from, to }) =>
        !to.startsWith('..') && floors.indexOf(floorOf(to)) > floors.indexOf(floorOf(from)),
    );
    expect(upward).toEqual([]);
  });

  it('keep their closed doors closed', () => {
    const trespasses = imports.filter(({ from, to }) =>
      (closedDoors[floorOf(from)] ?? []).some((door) => to === door || to.startsWith(`${door}/`)),
    );
    expect(trespasses).toEqual([]);
  });
});

it('benchmarks and scripts import no floor above node', () => {
  const upper = floors.slice(floors.indexOf('node') + 1);
  const imports = ['bench', 'scripts']
    .flatMap((folder) => filesBelow(join(root, '..', folder)))
    .flatMap((path) => importsOf(path, readFileSync(path, 'utf8')));
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter(({ to }) => upper.includes(floorOf(to)))).toEqual([]);
});

it('nothing imports in a circle, not even types', () => {
  const graph = new Map(
    sources.map(({ path, text }) => [
      relative(root, path),
      importsOf(path, text).map(({ to }) => to),
    ]),
  );
  expect(circlesIn(graph)).toEqual([]);
});

/** Every chain of imports that comes back to where it started. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const finished = new Set<string>();
  const visit = (file: string, trail: readonly string[]) => {
    const start = trail.indexOf(file);
    if (start >= 0) circles.push([...trail.slice(start), file]);
    if (start >= 0 || finished.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    finished.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return circles;
}

/**
 * What a log depends on comes to the same bits in every engine of JavaScript: of `Math` it uses only
 * what IEEE 754 or the language defines exactly; the rest is in lib/transcendental.
 */
describe('floors whose numbers reach a log', () => {
  const exact = ['lib', 'algorithms', 'data', 'models', 'engine', 'methods', 'runner'];
  const inexact =
    /\bMath\.(?:a?(?:sin|cos|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|log2|pow)\b|[{,] (?:exp|log|cos|pow)\b[^}]*\} = Math|(?<!\b(?:2|256))\s\*\*(?=\s[\w(])/g;
  /** Statistics that only people read, and the numbers that programs are timed with. */
  const others =
    /^algorithms\/metrics\/(?:correlation|exactSignTest|studentT)\.ts$|^engine\/tfjs\/kernels\/webgpu\//;
  const withoutComments = (text: string) =>
    text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));
  const found = (text: string) => [...withoutComments(text).matchAll(inexact)].map(String);

  it('leave to lib/transcendental what engines round in their own ways', () => {
    const places = sources
      .map(({ path, text }) => ({ path: relative(root, path), text }))
      .filter(({ path }) => exact.includes(floorOf(path)) && !others.test(path))
      .flatMap(({ path, text }) => found(text).map((use) => `${path}: ${use}`));
    expect(places).toEqual([]);
  });

  it('are found where they do not', () => {
    const bad = 'a = Math.exp(1) + x ** 2; /* Math.log */ b = Math.sqrt(2 ** 31); // c ** d';
    expect(found(bad)).toEqual(['Math.exp', ' **']);
    const files = sources.filter(({ path }) => others.test(relative(root, path)));
    expect(files.flatMap(({ text }) => found(text)).length).toBeGreaterThan(0);
  });
});

describe('kinds of methods', () => {
  const kinds = Object.keys(methods).join('|');
  // A trainer's plan is flat or level-wise too, whatever the method is that asked for it.
  const compared = new RegExp(
    String.raw`(?<!plan\.)\bkind [!=]== '(${kinds})'|\bcase '(${kinds})':|\bmethod\??\.kind [!=]==|switch \([^)]*method\.kind`,
    'g',
  );

  it('are told apart by their descriptors and registries, never by comparing', () => {
    const comparisons = files
      .filter(({ path }) => !relative(root, path).startsWith('spec/methods/'))
      .filter(({ path }) => path !== import.meta.filename)
      .flatMap(({ path, text }) =>
        [...text.matchAll(compared)].map(([found]) => `${relative(root, path)}: ${found}`),
      );
    expect(comparisons).toEqual([]);
  });

  it('hold for networks too, but for tests, which may build a network of a kind', () => {
    const ofNetworks = Object.keys(networks).join('|');
    const pattern = new RegExp(
      String.raw`\bkind [!=]== '(${ofNetworks})'|\bcase '(${ofNetworks})':|\bnetwork\??\.kind [!=]==`,
      'g',
    );
    const comparisons = sources
      .filter(({ path }) => !relative(root, path).startsWith('spec/networks/'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(pattern)].map(([found]) => `${relative(root, path)}: ${found}`),
      );
    expect(comparisons).toEqual([]);
    expect(`case '${Object.keys(networks)[0]}':`).toMatch(pattern);
  });

  it('would be found if they were compared', () => {
    const [kind] = Object.keys(methods);
    const texts = [`spec.method.kind === other`, `kind !== '${kind}'`, `case '${kind}':`];
    for (const text of texts) expect(text.match(compared)).not.toBeNull();
  });
});

describe('an exported name', () => {
  /** Where one name stands for both sides of one thing: what is described, and what does it. */
  const sides = [
    ['spec/methods/', 'methods/'],
    ['spec/networks/layerDescription.ts', 'engine/tfjs/layers/'],
  ];
  const declaration =
    /^export (?:declare |async |abstract )*(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;

  const namesIn = (text: string) => [...text.matchAll(declaration)].map(([, name]) => name);
  const areSides = (one: string, other: string) =>
    sides.some(([described, doing]) => one.startsWith(described) && other.startsWith(doing));

  it('means one thing', () => {
    const places = new Map<string, string[]>();
    // The loops' AssemblyScript is a program of its own.
    const ours = sources.filter(({ path }) => !path.includes('/loops/assembly/'));
    for (const { path, text } of ours) {
      for (const name of new Set(namesIn(text))) {
        places.set(name, [...(places.get(name) ?? []), relative(root, path)]);
      }
    }
    const shared = [...places].filter(
      ([, [one, other, ...more]]) =>
        other !== undefined && (more.length > 0 || !(areSides(one, other) || areSides(other, one))),
    );
    expect(shared).toEqual([]);
  });

  it('would be found', () => {
    const text = 'export const a = 1;\nexport async function* b() {}\nexport interface C {}';
    expect(namesIn(text)).toEqual(['a', 'b', 'C']);
  });
});

it('files stay one idea long', () => {
  const lengths = sources
    .map(({ path, text }) => ({ file: relative(root, path), lines: text.split('\n').length }))
    .sort((a, b) => a.lines - b.lines);
  expect(lengths.filter(({ lines }) => lines > 600)).toEqual([]);
  expect(lengths[Math.floor(lengths.length / 2)].lines).toBeLessThanOrEqual(150);
});
