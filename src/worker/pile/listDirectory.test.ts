import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { LoadProgress } from '../../data/progress.ts';
import { HeldFiles } from './heldFiles.ts';
import { listDirectories } from './listDirectory.ts';
import { type FakeContent, fakeDirectory } from './testing/fakeHandles.ts';
import { watchReads } from './testing/watchReads.ts';

const byte = (value: number) => Uint8Array.of(value);
const pathsIn = async (content: FakeContent, most = 1000) =>
  (await listDirectories([fakeDirectory('pile', content)], most, {}))
    .map(({ path }) => path)
    .sort();

/** The paths of a folder's files, walked plainly. */
const walked = (content: FakeContent, above: string): string[] =>
  Object.entries(content).flatMap(([name, what]) =>
    what instanceof Uint8Array
      ? [`${above}${name}`]
      : walked(what as FakeContent, `${above}${name}/`),
  );

describe('the files of a dropped folder', () => {
  it('are all found, however folders lie in one another', async () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', 'é', '1'),
      minLength: 1,
      maxLength: 3,
    });
    const { tree } = fc.letrec<{ tree: FakeContent; leaf: Uint8Array<ArrayBuffer> }>((tie) => ({
      leaf: fc.nat(255).map(byte),
      tree: fc.dictionary(name, fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('tree')), {
        maxKeys: 5,
      }),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async (content) => {
        expect(await pathsIn(content)).toEqual(walked(content, 'pile/').sort());
      }),
      { numRuns: 30 },
    );
  });

  it('are found where a folder has more than are asked for at once', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 150 }, (_, at) => [`${at}.png`, byte(at)]),
    );
    expect(await pathsIn({ many, few: { a: byte(0) } })).toHaveLength(151);
  });

  it('are counted while they are found', async () => {
    const seen: LoadProgress[] = [];
    const folder = fakeDirectory('pile', { a: byte(1), b: byte(2) });
    await listDirectories([folder], 9, { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({
      stage: 'list',
      what: 'pile',
      done: 2,
      total: null,
      unit: 'files',
    });
  });

  it('are read while others are looked for, where they are to be held', async () => {
    const held = new HeldFiles(2 ** 20);
    const many = Object.fromEntries(
      Array.from({ length: 700 }, (_, at) => [`${at}.png`, byte(at % 256)]),
    );
    const folder = fakeDirectory('pile', { many, few: { a: byte(7) } });
    const reads = watchReads();
    const files = await listDirectories([folder], 1000, {}, held);
    expect(files).toHaveLength(701);
    expect(reads.length).toBeGreaterThan(2);
    for (const { file, path } of files) {
      const number = path === 'pile/few/a' ? 7 : Number.parseInt(path.slice(10), 10) % 256;
      expect(await held.bytesOf(file)).toEqual(byte(number));
    }
    expect(reads.length).toBeLessThan(10);
    vi.restoreAllMocks();
  });

  it('are refused when there are more than may be', async () => {
    await expect(pathsIn({ a: byte(1), b: byte(2) }, 1)).rejects.toThrow('there are more than 1');
  });

  it('are no more looked for once that is given up', async () => {
    const abort = new AbortController();
    const listed: string[] = [];
    const folder = fakeDirectory('pile', { a: { b: { c: byte(1) } } }, (name) => {
      listed.push(name);
      abort.abort();
    });
    const listing = listDirectories([folder], 9, { signal: abort.signal });
    await expect(listing).rejects.toBe(abort.signal.reason);
    expect(listed).toEqual(['pile']);
  });
});

describe('what cannot be listed', () => {
  it.each([
    [
      'a file that vanished',
      { a: { b: new DOMException('', 'NotFoundError') } },
      'pile/a/b',
      'moved or taken away',
    ],
    [
      'a folder that nobody may read',
      { a: new DOMException('folder', 'NotReadableError') },
      'pile/a',
      'does not let anybody read it',
    ],
    [
      'a permission that was withdrawn',
      { a: { b: new DOMException('', 'NotAllowedError') } },
      'pile/a/b',
      'permission to read it was withdrawn',
    ],
  ])('%s is named, with what to do', async (_, content, file, found) => {
    const refused = pathsIn(content);
    await expect(refused).rejects.toMatchObject({
      fault: {
        file,
        found: expect.stringContaining(found),
        remedy: expect.stringContaining('drop or choose'),
      },
    });
  });

  it('is passed over where it is a system’s own', async () => {
    const closed = new DOMException('folder', 'NotAllowedError');
    const gone = new DOMException('', 'NotFoundError');
    const content = { a: byte(1), '.Trashes': closed, '.DS_Store': gone };
    expect(await pathsIn(content)).toEqual(['pile/a']);
  });

  it('is no fault of the browser’s where something else failed', async () => {
    const folder = {
      kind: 'directory',
      name: 'pile',
      values: () => {
        throw new TypeError('broken');
      },
    } as const;
    await expect(listDirectories([folder], 9, {})).rejects.toThrow(TypeError);
  });
});
