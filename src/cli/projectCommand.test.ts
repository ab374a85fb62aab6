/** Runs between folders and project files, as a page and the command line exchange them. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderFiles } from '../node/folderFiles.ts';
import { keptDatasets } from '../node/namedData.ts';
import { espalier } from '../node/testing/espalier.ts';
import { exported, network, sampleLibrary } from '../storage/projects/testing/sampleLibrary.ts';
import { openKeptRun } from '../storage/runs/keptRun.ts';
import { folderNames } from '../storage/runs/runFileNames.ts';
import { writeFile } from '../storage/writeFile.ts';
import { exportProject, importProjectFile } from './projectCommand.ts';

let folder = '';
const inFolder = (...names: string[]) => join(folder, ...names);
const choice = { force: false, withNetworks: true, withData: true };
const bytesOf = (path: string) => new Uint8Array(readFileSync(path));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-project-'));
  process.env.ESPALIER_CACHE = inFolder('cache');
});
afterAll(() => {
  delete process.env.ESPALIER_CACHE;
  rmSync(folder, { recursive: true, force: true });
});

describe('project files of the command line', () => {
  it('take a page’s runs into folders and back, to the byte', async () => {
    const library = await sampleLibrary();
    const project = await exported(library);
    writeFileSync(inFolder('page.zip'), project);
    const told = await importProjectFile(inFolder('page.zip'), inFolder('runs'));
    expect(told).toContain('data set two letters: kept');
    expect(readdirSync(inFolder('runs')).sort()).toEqual(['finished', 'left']);
    const folders = [inFolder('runs', 'left'), inFolder('runs', 'finished')];
    await exportProject(folders, { ...choice, out: inFolder('back.zip') });
    expect(bytesOf(inFolder('back.zip'))).toEqual(project);
    expect(await importProjectFile(inFolder('back.zip'), inFolder('runs'))).toContain(
      'there already',
    );
    const kept = await openKeptRun(new FolderFiles(folders[0]), folderNames);
    expect(kept?.checkpoint).toEqual((await library.find('left'))?.checkpoint);
    const result = JSON.parse(readFileSync(inFolder('runs', 'finished', 'result.json'), 'utf8'));
    expect(result.digest).toMatch(/^2:/);
  });

  it('keep runs of one id apart that are not the same', async () => {
    writeFileSync(inFolder('page.zip'), await exported(await sampleLibrary()));
    await importProjectFile(inFolder('page.zip'), inFolder('apart'));
    const log = inFolder('apart', 'left', 'events.jsonl');
    const lines = readFileSync(log, 'utf8').split('\n');
    writeFileSync(log, `${lines.slice(0, 3).join('\n')}\n`);
    await importProjectFile(inFolder('page.zip'), inFolder('apart'));
    expect(readdirSync(inFolder('apart'))).toHaveLength(3);
    await importProjectFile(inFolder('page.zip'), inFolder('apart'));
    expect(readdirSync(inFolder('apart'))).toHaveLength(3);
  });

  it('that are damaged leave no folder behind, and a file that is there is left alone', async () => {
    const project = await exported(await sampleLibrary());
    project[project.length >> 1] ^= 4;
    writeFileSync(inFolder('damaged.zip'), project);
    await expect(importProjectFile(inFolder('damaged.zip'), inFolder('none'))).rejects.toThrow();
    expect(readdirSync(folder)).not.toContain('none');
    const taken = inFolder('damaged.zip');
    const replacing = exportProject([inFolder('runs', 'left')], { ...choice, out: taken });
    await expect(replacing).rejects.toThrow('--force');
    expect(bytesOf(taken)).toEqual(project);
    const missing = exportProject([inFolder('nowhere')], { ...choice, out: inFolder('new.zip') });
    await expect(missing).rejects.toThrow('no run whose log');
    expect(readdirSync(folder)).not.toContain('new.zip');
  });

  it('leave nothing behind where a run or a data set cannot be written, and tell of unread runs', async () => {
    const library = await sampleLibrary();
    await writeFile(library.files, 'run-torn.events.jsonl', new TextEncoder().encode('{"no":1}\n'));
    writeFileSync(inFolder('page.zip'), await exported(library));
    const cache = process.env.ESPALIER_CACHE;
    process.env.ESPALIER_CACHE = inFolder('second-cache');
    try {
      // A file stands where a run's folder is to be.
      mkdirSync(inFolder('blocked'));
      writeFileSync(inFolder('blocked', 'left'), 'mine');
      await expect(importProjectFile(inFolder('page.zip'), inFolder('blocked'))).rejects.toThrow();
      expect(readdirSync(inFolder('blocked'))).toEqual(['left']);
      expect(await keptDatasets().list()).toEqual([]);
      process.env.ESPALIER_CACHE = inFolder('page.zip');
      await expect(importProjectFile(inFolder('page.zip'), inFolder('full'))).rejects.toThrow();
      expect(readdirSync(inFolder('full'))).toEqual([]);
      process.env.ESPALIER_CACHE = inFolder('second-cache');
      const told = await importProjectFile(inFolder('page.zip'), inFolder('full'));
      expect(told).toContain('run torn: not taken in');
      expect(await keptDatasets().list()).toHaveLength(1);
    } finally {
      process.env.ESPALIER_CACHE = cache;
    }
  });

  it('are asked for in words, with exit codes', async () => {
    const out = inFolder('asked.zip');
    const run = inFolder('runs', 'finished');
    writeFileSync(join(run, 'network.safetensors'), network);
    const done = await espalier(['project', 'export', run, '--out', out, '--with-networks']);
    expect([done.code, done.stdout.trim()]).toEqual([0, `${out}: 1 run, 0 data sets`]);
    const imported = await espalier(['project', 'import', out, '--out', inFolder('asked')]);
    expect(imported.stdout).toContain(join('asked', 'finished'));
    const wrong = await espalier(['project', 'import', join(run, 'events.jsonl'), '--out', out]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('end record')]);
    const unsaid = await espalier(['project', 'move', run]);
    expect([unsaid.code, unsaid.stderr]).toEqual([2, expect.stringContaining('project export')]);
  }, 300_000);
});
