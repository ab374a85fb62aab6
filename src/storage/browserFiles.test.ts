import { afterEach, expect, it, vi } from 'vitest';
import { browserFiles } from './browserFiles.ts';

afterEach(() => void vi.unstubAllGlobals());

it('are in memory where the page has no locks, as over plain http, and can be written', async () => {
  const open = vi.fn();
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('indexedDB', { open });
  const files = await browserFiles();
  expect(files.kind).toBe('memory');
  expect(open).not.toHaveBeenCalled();
  const file = await files.open('a', 'empty');
  await file.write(0, Uint8Array.of(1, 2));
  await file.close();
  expect(await files.read('a')).toEqual(Uint8Array.of(1, 2));
});
