/** Pages of two versions over the same files. */
import { describe, expect, it } from 'vitest';
import type { Files } from '../storage/files.ts';
import { keptFormat, readKeptFormat, writeKeptFormat } from '../storage/keptFormat.ts';
import { MemoryFiles } from '../storage/memoryFiles.ts';
import { namesAmongOthers } from '../storage/runs/runFileNames.ts';
import { FaultyFiles } from '../storage/testing/faultyFiles.ts';
import { writeFile } from '../storage/writeFile.ts';
import { VersionGuard } from './versionGuard.ts';

/** Files that outlive the page. */
class LastingFiles extends MemoryFiles {
  override readonly kind = 'browser' as never;
}

/** Pages of one browser: what one tells reaches all others. */
function browser() {
  const channels: EventTarget[] = [];
  const open = () => {
    const channel = new EventTarget();
    channels.push(channel);
    const postMessage = (data: unknown) => {
      for (const other of channels) {
        if (other !== channel) other.dispatchEvent(new MessageEvent('message', { data }));
      }
    };
    return Object.assign(channel, { postMessage }) as unknown as BroadcastChannel;
  };
  const page = (format: number) => {
    let outdated = 0;
    const guard = new VersionGuard(open(), () => outdated++, format);
    return { guard, outdated: () => outdated };
  };
  return { page };
}

const names = namesAmongOthers('one');
const bytes = Uint8Array.of(1, 2, 3);
const write = (files: Files, name: string) => writeFile(files, name, bytes);

describe('an older page', () => {
  it('reads what a newer one wrote, and writes nothing', async () => {
    const files = new LastingFiles();
    const { page } = browser();
    await write(await page(3).guard.guard(files), names.log);
    const older = page(2);
    const guarded = await older.guard.guard(files);
    expect(older.outdated()).toBe(1);
    expect(await guarded.read(names.log)).toEqual(bytes);
    const before = await files.list();
    await expect(write(guarded, names.log)).rejects.toThrow('older than what this browser keeps');
    await expect(guarded.remove(names.log)).rejects.toThrow('newer Espalier');
    await expect(write(guarded, namesAmongOthers('two').log)).rejects.toThrow('newer Espalier');
    expect([await files.list(), await readKeptFormat(files)]).toEqual([before, 3]);
  });

  it('that is open already hears of it at once, and ends the run that it writes', async () => {
    const files = new LastingFiles();
    const { page } = browser();
    const older = page(2);
    const guarded = await older.guard.guard(files);
    const log = await guarded.open(names.log, 'empty');
    await page(3).guard.guard(files);
    expect(older.outdated()).toBe(1);
    await log.write(0, bytes);
    await write(guarded, names.checkpoints[0]);
    await expect(write(guarded, namesAmongOthers('two').log)).rejects.toThrow('newer Espalier');
    await log.close();
    await expect(write(guarded, names.checkpoints[0])).rejects.toThrow('newer Espalier');
  });

  it('that is opened beside a newer one hears of it, whatever is kept', async () => {
    const { page } = browser();
    const newer = page(3);
    await newer.guard.guard(new LastingFiles());
    const older = page(2);
    await older.guard.guard(new LastingFiles());
    expect([older.outdated(), newer.outdated()]).toEqual([1, 0]);
  });
});

describe('pages of one version', () => {
  it('write, and leave the record as it is', async () => {
    const files = new LastingFiles();
    const { page } = browser();
    const [one, two] = [page(keptFormat), page(keptFormat)];
    await write(await one.guard.guard(files), names.log);
    const before = await files.list();
    await write(await two.guard.guard(files), names.log);
    expect([one.outdated(), two.outdated(), await files.list()]).toEqual([0, 0, before]);
  });

  it('raise the record of an older one', async () => {
    const files = new LastingFiles();
    await writeKeptFormat(files, 1);
    await browser().page(4).guard.guard(files);
    expect(await readKeptFormat(files)).toBe(4);
  });

  it('are opened where there is no room for the record, or what lies there is none', async () => {
    const full = new FaultyFiles(new LastingFiles(), 1, 'half');
    Object.assign(full, { kind: 'browser' });
    expect((await browser().page(1).guard.guard(full)).kind).toBe('browser');
    const files = new LastingFiles();
    await write(files, 'espalier.format.a');
    expect(await readKeptFormat(files)).toBe(0);
  });

  it('leave memory alone, which nobody else sees', async () => {
    const memory = new MemoryFiles();
    expect(await browser().page(1).guard.guard(memory)).toBe(memory);
    expect(await memory.list()).toEqual([]);
  });
});
