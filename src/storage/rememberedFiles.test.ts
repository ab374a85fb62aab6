/** Lists that are kept up tell what looking everything up again would. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileSize, OpenFile } from './files.ts';
import { MemoryFiles } from './memoryFiles.ts';
import {
  type FileNews,
  type NewsChannel,
  RememberedFiles,
  type SearchableFiles,
} from './rememberedFiles.ts';
import { writeFile } from './writeFile.ts';

/** Files in memory that count how often all of them are looked up. */
class CountedFiles extends MemoryFiles implements SearchableFiles {
  lists = 0;

  override async list() {
    this.lists++;
    return super.list();
  }

  all() {
    return super.list();
  }

  async look(name: string) {
    return (await this.all()).find((file) => file.name === name) ?? null;
  }
}

/** Windows that hear each other. */
function windowsOn(files: SearchableFiles, count: number, now?: () => number): RememberedFiles[] {
  const listeners: ((message: { readonly data: FileNews }) => void)[] = [];
  return Array.from({ length: count }, (_, own) => {
    const channel: NewsChannel = {
      postMessage: (data) => {
        for (const [at, hear] of listeners.entries()) if (at !== own) hear({ data });
      },
      addEventListener: (_type, hear) => void listeners.push(hear),
    };
    return new RememberedFiles(files, channel, now);
  });
}

const sorted = (files: readonly FileSize[]) =>
  files.toSorted((a, b) => a.name.localeCompare(b.name));

const act = fc.record({
  window: fc.integer({ min: 0, max: 1 }),
  name: fc.constantFrom('a', 'b', 'c'),
  kind: fc.constantFrom('open', 'write', 'close', 'remove', 'list'),
});

describe('files that are remembered', () => {
  it('are listed as they are, whoever writes, removes or never closes them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const files = new CountedFiles();
        const windows = windowsOn(files, 2);
        const open = new Map<string, OpenFile>();
        for (const { window, name, kind } of acts) {
          const file = open.get(name);
          if (kind === 'open' && !file) open.set(name, await windows[window].open(name, 'empty'));
          if (kind === 'write') await file?.write(file.size, Uint8Array.of(1, 2));
          if (kind === 'close') {
            await file?.close();
            open.delete(name);
          }
          if (kind === 'remove') await windows[window].remove(name).catch(() => {});
          if (kind === 'list') await windows[window].list();
        }
        const found = sorted(await files.all());
        for (const window of windows) expect(sorted(await window.list())).toEqual(found);
        expect(files.lists).toBeLessThanOrEqual(2);
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it('are all looked up again after a while, as somebody may have written who tells nobody', async () => {
    const files = new CountedFiles();
    let now = 0;
    const [window] = windowsOn(files, 1, () => now);
    expect(await window.list()).toEqual([]);
    await writeFile(files, 'untold', Uint8Array.of(1));
    expect(await window.list()).toEqual([]);
    now = 3_600_000;
    expect(await window.list()).toEqual([{ name: 'untold', bytes: 1 }]);
  });

  it('are looked up again where that failed', async () => {
    const files = new CountedFiles();
    const [window] = windowsOn(files, 1);
    const { list, look } = files;
    files.list = () => Promise.reject(new Error('busy'));
    await expect(window.list()).rejects.toThrow('busy');
    files.list = list;
    expect(await window.list()).toEqual([]);
    await writeFile(window, 'one', Uint8Array.of(1));
    files.look = () => Promise.reject(new Error('busy'));
    await expect(window.list()).rejects.toThrow('busy');
    files.look = look;
    expect(await window.list()).toEqual([{ name: 'one', bytes: 1 }]);
  });
});
