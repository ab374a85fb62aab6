/** Data sets by name, from a local server into a folder of their own. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeIdx } from '../data/testing/writeIdx.ts';
import { writeZip } from '../data/testing/writeZip.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { startWebServer, type WebServer } from '../storage/testing/webServer.ts';
import { dataOf, openNamed } from './namedData.ts';

let server: WebServer;
let folder = '';
beforeAll(async () => {
  server = await startWebServer();
  folder = mkdtempSync(join(tmpdir(), 'espalier-cache-'));
  process.env.ESPALIER_CACHE = folder;
  const bytes = writeZip([
    { path: 'train-images', bytes: writeIdx([4, 2, 2], new Array(16).fill(7)) },
    { path: 'train-labels', bytes: writeIdx([4], [0, 1, 0, 1]) },
  ]);
  server.files.set('/made.zip', { bytes });
});
afterAll(async () => {
  delete process.env.ESPALIER_CACHE;
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

const specOf = (source: string, hash: string | null) => ({
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source, hash },
});

describe('a data set by its address', () => {
  it('is fetched, and kept under its hash for experiments that name it', async () => {
    const { hash, name } = await openNamed([`${server.origin}/made.zip`]);
    expect(name).toBe('made');
    expect(readdirSync(folder)).toEqual([`${hash}.dataset`]);
    expect((await dataOf(specOf('local:made', hash), [])).hash).toBe(hash);
    expect(server.asked).toHaveLength(1);
  });

  it('is refused as the server refuses it', async () => {
    await expect(openNamed([`${server.origin}/absent.zip`])).rejects.toThrow('answered 404');
  });
});

describe('an experiment', () => {
  it('has nothing fetched that the command does not name', async () => {
    const published = dataOf(specOf('catalog:mnist', null), []);
    await expect(published).rejects.toThrow('Let it be fetched: --data catalog:mnist');
    const own = dataOf(specOf('local:leaves', 'a'.repeat(64)), []);
    await expect(own).rejects.toThrow('Give its files: --data');
  });
});
