import type { DropItem } from 'react-aria-components';
import { describe, expect, it } from 'vitest';
import { filesAtOnce, type PathedFile } from '../worker/pile/dropped.ts';
import { filesIn, pileOfDrop } from './droppedFiles.ts';
import { DroppedFolders } from './droppedFolders.ts';

const file = (name: string): DropItem =>
  ({ kind: 'file', name, getFile: async () => new File([name], name) }) as unknown as DropItem;
const folder = (name: string, inside: readonly DropItem[]): DropItem =>
  ({
    kind: 'directory',
    name,
    async *getEntries() {
      yield* inside;
    },
  }) as unknown as DropItem;
const none = new DroppedFolders();

/** Handles as a browser gives them for the folders of a drop. */
function handlesFor(...names: string[]): DroppedFolders {
  const handles = new DroppedFolders();
  const items = names.map((name) => ({
    kind: 'file',
    webkitGetAsEntry: () => ({ name, isDirectory: true }),
    getAsFileSystemHandle: async () => ({ kind: 'directory', name }),
  }));
  handles.ask({ items } as unknown as DataTransfer);
  return handles;
}

describe('a drop', () => {
  it('of folders with handles gives these to the worker, and walks through nothing', async () => {
    const closed = { kind: 'directory', name: 'leaves' } as unknown as DropItem;
    const pile = await pileOfDrop([closed, file('labels.csv')], handlesFor('leaves'));
    expect(pile).toMatchObject({
      title: '2 files and folders',
      rest: null,
      dropped: [
        { kind: 'directory', handle: { name: 'leaves' } },
        { kind: 'files', files: [{ path: 'labels.csv' }] },
      ],
    });
  });

  it('of folders without handles has their files found in pieces, each time anew', async () => {
    const many = Array.from({ length: filesAtOnce }, (_, at) => file(`${at}.png`));
    const dropped = folder('leaves', [folder('oak', many), file('notes.txt')]);
    const pile = await pileOfDrop([dropped], none);
    expect(pile?.title).toBe('leaves');
    for (const _ of ['first', 'again']) {
      const pieces: (readonly PathedFile[])[] = [];
      for await (const piece of pile!.rest!()) pieces.push(piece);
      expect(pieces.map(({ length }) => length)).toEqual([filesAtOnce, 1]);
      expect(pieces[0][3].path).toBe('leaves/oak/3.png');
      expect(pieces[1][0].path).toBe('leaves/notes.txt');
    }
  });

  it('of files alone is these, and of text nothing', async () => {
    const pile = await pileOfDrop([file('a.zip')], none);
    expect(pile).toMatchObject({ title: 'a.zip', dropped: [{ files: [{ path: 'a.zip' }] }] });
    expect(await pileOfDrop([{ kind: 'text' } as DropItem], none)).toBeNull();
  });
});

it('finds all files of a drop, for those who need few', async () => {
  const dropped = [file('a'), folder('b', [folder('c', [file('d')])])];
  expect((await filesIn(dropped)).map(({ name }) => name)).toEqual(['a', 'd']);
});
