import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { lockFolder } from './folderLock.ts';

/** What another process does at the moment at which this one goes about taking a lock away. */
let meanwhile: (() => void) | null = null;
vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs/promises')>();
  const afterOthers =
    <Rest extends unknown[], Value>(change: (path: string, ...rest: Rest) => Promise<Value>) =>
    (path: string, ...rest: Rest): Promise<Value> => {
      meanwhile?.();
      meanwhile = null;
      return change(path, ...rest);
    };
  return { ...original, rm: afterOthers(original.rm), rename: afterOthers(original.rename) };
});

const lockPath = () => join(mkdtempSync(join(tmpdir(), 'espalier-lock-')), 'run.lock');
const owner = (change: object) =>
  JSON.stringify({ host: hostname(), process: process.pid, began: null, ...change });

describe('a folder’s lock', () => {
  it('is held by one process, and let go', async () => {
    const path = lockPath();
    const lock = await lockFolder(path);
    await expect(lockFolder(path)).rejects.toThrow(`Process ${process.pid}`);
    await lock.letGo();
    expect(existsSync(path)).toBe(false);
    await (await lockFolder(path)).letGo();
  });

  it('is none once its process has ended', async () => {
    const path = lockPath();
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(path, owner({ process: child.pid }));
    const lock = await lockFolder(path);
    expect(JSON.parse(readFileSync(path, 'utf8')).process).toBe(process.pid);
    await lock.letGo();
  });

  it('is none where another process got the number', async () => {
    const path = lockPath();
    writeFileSync(path, owner({ began: '1' }));
    await (await lockFolder(path)).letGo();
  });

  it('of another machine is none once it was not touched for long', async () => {
    const path = lockPath();
    writeFileSync(path, owner({ host: 'elsewhere' }));
    await expect(lockFolder(path)).rejects.toThrow('elsewhere');
    const before = new Date(Date.now() - 100_000);
    utimesSync(path, before, before);
    await (await lockFolder(path)).letGo();
  });

  it('that was cut off while it was written is waited for, and then none', async () => {
    const path = lockPath();
    writeFileSync(path, '{"host":');
    await expect(lockFolder(path)).rejects.toThrow('Another process');
    const before = new Date(Date.now() - 5000);
    utimesSync(path, before, before);
    await (await lockFolder(path)).letGo();
  });

  it.each([
    ['another word', owner({ began: '1' }), owner({})],
    ['not yet a word', '', ''],
  ])(
    'that another process took a moment ago, with %s in it, stays that one’s',
    async (_, left, taken) => {
      const path = lockPath();
      writeFileSync(path, left);
      const before = new Date(Date.now() - 5000);
      utimesSync(path, before, before);
      meanwhile = () => {
        rmSync(path);
        writeFileSync(path, taken);
      };
      await expect(lockFolder(path)).rejects.toThrow('rocess');
      expect(meanwhile).toBeNull();
      expect(readFileSync(path, 'utf8')).toBe(taken);
      expect(readdirSync(dirname(path))).toEqual(['run.lock']);
    },
  );

  it('that another process has taken away already is free', async () => {
    const path = lockPath();
    writeFileSync(path, owner({ began: '1' }));
    meanwhile = () => rmSync(path);
    await (await lockFolder(path)).letGo();
  });
});
