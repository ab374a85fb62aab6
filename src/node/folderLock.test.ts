import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder } from './folderLock.ts';

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
});
