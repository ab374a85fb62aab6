/** A data set is the same by whatever way its files come: the command line, a handle, or plain files. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { readDataset } from '../data/readDataset.ts';
import { writePng } from '../data/testing/writePng.ts';
import { listDirectories } from '../worker/pile/listDirectory.ts';
import { pileSources } from '../worker/pile/pileSources.ts';
import { type FakeContent, fakeDirectory } from '../worker/pile/testing/fakeHandles.ts';
import { imageModules } from './imageModules.ts';
import { readFromDisk } from './sourceFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'espalier-routes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Pictures of two classes under names whose order engines and systems do not agree on. */
const names = [
  'a.png',
  'B.png',
  'ä.png',
  '10.png',
  '9.png',
  '0.png',
  'Z/1.png',
  'a/1.png',
  '_.png',
];
const pictures = ['oak', 'Elm'].flatMap((label, at) =>
  names.map((name, value) => ({
    path: `${label}/${name}`,
    bytes: writePng(new Uint8Array(16).fill(20 * value + at), { height: 4, width: 4, channels: 1 }),
  })),
);
for (const { path, bytes } of pictures) {
  const at = join(folder, 'leaves', path);
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, bytes);
}

type Picture = (typeof pictures)[number];
type Tree = { [name: string]: Uint8Array<ArrayBuffer> | Tree };

/** The pictures as folders in folders, each in the order in which its content comes. */
function treeOf(ordered: readonly Picture[]): FakeContent {
  const tree: Tree = {};
  for (const { path, bytes } of ordered) {
    const parts = path.split('/');
    let at = tree;
    for (const part of parts.slice(0, -1)) {
      at[part] ??= {};
      at = at[part] as Tree;
    }
    at[parts[parts.length - 1]] = new Uint8Array(bytes);
  }
  return tree;
}

const choices = { folders: 'outer' } as const;
const read = async (files: Parameters<typeof pileSources>[0]) =>
  (await readDataset(pileSources(files), { ...imageModules, choices })).hash;

it('by handles, by plain files and by the command line has one hash, in any order', async () => {
  const { hash, train, name } = await readFromDisk([join(folder, 'leaves')], choices);
  expect(name).toBe('leaves');
  expect(train.labels).toHaveLength(pictures.length);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(pictures, { minLength: pictures.length }),
      async (ordered) => {
        const handle = fakeDirectory('leaves', treeOf(ordered));
        expect(await read(await listDirectories([handle], 100, {}))).toBe(hash);
        const plain = ordered.map(({ path }) => {
          const full = `leaves/${path}`;
          return { file: new File([readFileSync(join(folder, full))], 'x'), path: full };
        });
        expect(await read(plain)).toBe(hash);
      },
    ),
    { numRuns: 20 },
  );
});
