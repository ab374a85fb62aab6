import { describe, expect, it } from 'vitest';
import { type DroppedFolder, DroppedFolders } from './droppedFolders.ts';

/** What is dropped: folders by name, with what the browser gives as their handle; or files. */
const drop = (...items: unknown[]) => ({ items }) as unknown as Pick<DataTransfer, 'items'>;
const folder = (name: string, handle?: () => Promise<unknown>, within: unknown[] = []) => ({
  kind: 'file',
  webkitGetAsEntry: () => ({
    name,
    isDirectory: true,
    createReader: () => {
      const left = [within, []];
      return { readEntries: (hear: (entries: unknown[]) => void) => hear(left.shift()!) };
    },
  }),
  ...(handle && { getAsFileSystemHandle: handle }),
});
const handleOf = (name: string) => ({ kind: 'directory', name });

/** What lies in a folder that the page walks. */
async function partsOf(dropped: DroppedFolder | null) {
  if (dropped?.kind !== 'entry') throw new Error('It is not walked by the page');
  const parts = [];
  for await (const part of dropped.folder.parts()) parts.push(part);
  return parts;
}

describe('dropped folders', () => {
  it('are given by name, each once, in the order of the drop', async () => {
    const folders = new DroppedFolders();
    const [first, second] = [handleOf('a'), handleOf('a')];
    const file = { kind: 'file', webkitGetAsEntry: () => ({ name: 'f', isDirectory: false }) };
    folders.ask(
      drop(
        { kind: 'string' },
        file,
        folder('a', async () => first),
        folder('a', async () => second),
      ),
    );
    expect(await folders.take('f')).toBeNull();
    expect(await folders.take('a')).toEqual({ kind: 'handle', handle: first });
    expect(await folders.take('a')).toMatchObject({ handle: second });
    expect(await folders.take('a')).toBeNull();
  });

  it('are walked by the page where the browser has no handle, or refuses to give one', async () => {
    const folders = new DroppedFolders();
    const oak = new File([], 'oak.png');
    const file = { isDirectory: false, file: (hear: (file: File) => void) => hear(oak) };
    const inner = folder('inner').webkitGetAsEntry();
    folders.ask(drop(folder('old', undefined, [file, inner])));
    expect(await partsOf(await folders.take('old'))).toMatchObject([[oak, { name: 'inner' }]]);
    const refusing = () => Promise.reject(new DOMException('', 'AbortError'));
    folders.ask(drop(folder('closed', refusing)));
    expect(await partsOf(await folders.take('closed'))).toEqual([]);
  });

  it('are forgotten with the next drop', async () => {
    const folders = new DroppedFolders();
    folders.ask(drop(folder('a', async () => handleOf('a'))));
    folders.ask(drop());
    expect(await folders.take('a')).toBeNull();
  });
});
