import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Build, BuiltFiles } from './builtFiles.ts';

const page = 'https://example.org/deep/';
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');

/** Caches as browsers have them, by name and address. */
function fakeCaches() {
  const kept = new Map<string, Map<string, Response>>();
  const cacheOf = (name: string) => {
    const files = kept.get(name) ?? new Map<string, Response>();
    kept.set(name, files);
    return {
      match: async (url: string) => files.get(url)?.clone(),
      put: async (url: string, response: Response) => void files.set(url, response),
    };
  };
  const caches = {
    open: async (name: string) => cacheOf(name),
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
  };
  return { kept, caches: caches as unknown as CacheStorage };
}

/** A host that answers from a list, and checks hashes as fetch does. */
function hostOf(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const get = async ({ url, integrity }: Request) => {
    asked.push(url);
    const text = files[url.slice(page.length)];
    if (text === undefined) return new Response('', { status: 404 });
    if (integrity !== '' && integrity !== `sha256-${sha256(text)}`) throw new TypeError('hash');
    return new Response(text);
  };
  return { asked, get };
}

const files = { 'assets/a.js': 'a', 'glyphs.bin': 'g', '': '<script src="assets/a.js">' };
const buildOf = (version: string, given: Readonly<Record<string, string>>): Build => ({
  version,
  script: 'assets/a.js',
  files: Object.entries(given).flatMap(([path, text]) =>
    path === '' ? [] : [[path, sha256(text)] as const],
  ),
});

describe('the built files', () => {
  it('are fetched once, the page last, and found again', async () => {
    const { caches } = fakeCaches();
    const { asked, get } = hostOf(files);
    const built = new BuiltFiles(buildOf('1', files), page, caches, get);
    expect(await built.keptPage()).toBeUndefined();
    await built.keep();
    await built.keep();
    expect(asked).toHaveLength(3);
    expect(asked.at(-1)).toBe(page);
    expect(await (await built.keptPage())?.text()).toBe(files['']);
    expect(await (await built.keptFile(`${page}glyphs.bin`))?.text()).toBe('g');
    expect(built.mayKeep(`${page}glyphs.bin`)).toBe(true);
    expect(built.mayKeep(`${page}blog/`)).toBe(false);
  });

  it.each([
    ['is missing', { ...files, 'glyphs.bin': undefined }],
    ['is of another build', { ...files, 'glyphs.bin': 'other' }],
    ['is the page of another build', { ...files, '': '<script src="assets/b.js">' }],
  ])('are not taken for whole where one %s; the rest goes on later', async (_, broken) => {
    const { caches } = fakeCaches();
    const given = JSON.parse(JSON.stringify(broken));
    const built = new BuiltFiles(buildOf('1', files), page, caches, hostOf(given).get);
    await expect(built.keep()).rejects.toThrow(TypeError);
    expect(await built.keptPage()).toBeUndefined();
    const { asked, get } = hostOf(files);
    const later = new BuiltFiles(buildOf('1', files), page, caches, get);
    await later.keep();
    expect(await later.keptPage()).toBeDefined();
    expect(asked.length).toBeLessThan(3);
  });

  it('of an earlier build serve the windows that have it, until they are let go', async () => {
    const { kept, caches } = fakeCaches();
    await caches.open('of another site');
    await new BuiltFiles(buildOf('1', files), page, caches, hostOf(files).get).keep();
    const next = { 'assets/b.js': 'b', '': '<script src="assets/a.js">' };
    const built = new BuiltFiles(buildOf('2', next), page, caches, hostOf(next).get);
    await built.keep();
    expect(built.mayKeep(`${page}assets/a.js`)).toBe(true);
    expect(await (await built.keptFile(`${page}assets/a.js`))?.text()).toBe('a');
    await built.dropOthers();
    expect(await built.keptFile(`${page}assets/a.js`)).toBeUndefined();
    expect(await (await built.keptFile(`${page}assets/b.js`))?.text()).toBe('b');
    expect([...kept.keys()]).toContain('of another site');
  });
});
