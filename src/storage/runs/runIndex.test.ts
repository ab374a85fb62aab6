/** The index of the library: lists are those that they would be without it, whatever became of it. */
import { describe, expect, it } from 'vitest';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import type { Files } from '../files.ts';
import { DatedFiles } from '../testing/datedFiles.ts';
import { type Fault, FaultyFiles } from '../testing/faultyFiles.ts';
import { writeFile } from '../writeFile.ts';
import { RunArchive } from './runArchive.ts';

const log = sampleLog({ data: 'mnist', method: 'single', rounds: 1, epochs: 1 });
const indexNames = ['library.index.a', 'library.index.b'];
const idOf = (place: number) => `run-${String(place).padStart(3, '0')}`;

async function keep(files: Files, runId: string): Promise<void> {
  const recorder = await new RunArchive(files).begin(runId);
  for (const event of log) await recorder.write({ ...event, runId });
  await recorder.close();
}

/** More runs than an index may be behind. */
async function library(count = 25): Promise<DatedFiles> {
  const files = new DatedFiles();
  for (let place = 0; place < count; place++) await keep(files, idOf(place));
  return files;
}

async function indexed(): Promise<DatedFiles> {
  const files = await library();
  await new RunArchive(files).list();
  return files;
}

/** The list by a window without any index. */
async function unindexed(files: DatedFiles) {
  const bare = new DatedFiles();
  for (const { name } of await files.list()) {
    if (indexNames.includes(name)) continue;
    await writeFile(bare, name, (await files.read(name)) ?? new Uint8Array());
  }
  return new RunArchive(bare).list();
}

const indexesOf = async (files: Files) =>
  (await files.list()).filter(({ name }) => indexNames.includes(name));

describe('the index of the library', () => {
  it('lets a window list all runs without opening a file of theirs', async () => {
    const files = await indexed();
    const expected = await unindexed(files);
    files.wasRead.length = 0;
    expect(await new RunArchive(files).list()).toEqual(expected);
    expect(files.wasRead.filter((name) => name.startsWith('run-'))).toEqual([]);
  });

  it('tells what was listed before, with no look at the files', async () => {
    const files = await indexed();
    const listed = await new RunArchive(files).list();
    files.wasRead.length = 0;
    files.list = () => Promise.reject(new Error('All files are looked up.'));
    expect(await new RunArchive(files).listBefore()).toEqual(listed);
    expect(new Set(files.wasRead)).toEqual(new Set(indexNames));
    expect(await new RunArchive(new DatedFiles()).listBefore()).toEqual([]);
  });

  it('is not believed of runs that were changed, removed or added since', async () => {
    const files = await indexed();
    const other = new RunArchive(files);
    await other.describe(idOf(3), { title: 'Named since' });
    await other.remove(idOf(4));
    await keep(files, 'added');
    const listed = await new RunArchive(files).list();
    expect(listed).toEqual(await unindexed(files));
    const titles = new Map(listed.map(({ runId, title }) => [runId, title]));
    expect(titles.get(idOf(3))).toBe('Named since');
    expect(titles.has(idOf(4))).toBe(false);
    expect(titles.has('added')).toBe(true);
  });

  it.each([
    ['missing', (_bytes: Uint8Array) => null],
    ['cut off', (bytes: Uint8Array) => bytes.slice(0, bytes.length / 2)],
    ['damaged', (bytes: Uint8Array) => bytes.map((byte, at) => (at === 999 ? byte ^ 1 : byte))],
  ])('is made anew where it is %s', async (_how, change) => {
    const files = await indexed();
    for (const { name } of await indexesOf(files)) {
      const after = change((await files.read(name)) ?? new Uint8Array());
      if (after === null) await files.remove(name);
      else await writeFile(files, name, after);
    }
    expect(await new RunArchive(files).list()).toEqual(await unindexed(files));
    files.wasRead.length = 0;
    await new RunArchive(files).list();
    expect(files.wasRead.filter((name) => name.startsWith('run-'))).toEqual([]);
  });

  it.each<Fault>(['nothing', 'half', 'all'])(
    'leaves runs as they are whatever write of it is cut off, %s of it done',
    async (fault) => {
      const files = await library();
      const expected = await unindexed(files);
      for (let faultAt = 1; faultAt <= 3; faultAt++) {
        // A window that goes away in the middle, then one that finds what it left.
        await new RunArchive(new FaultyFiles(files, faultAt, fault)).list().catch(() => {});
        expect(await new RunArchive(files).list()).toEqual(expected);
        for (const name of indexNames) await files.remove(name);
      }
    },
  );

  it('is written by several windows, each all that it knows', async () => {
    const files = await library();
    const windows = [new RunArchive(files), new RunArchive(files)];
    await Promise.all(windows.map((one) => one.list()));
    for (let place = 100; place < 125; place++) await keep(files, idOf(place));
    await windows[0].list();
    for (let place = 200; place < 225; place++) await keep(files, idOf(place));
    const [one, two] = await Promise.all(windows.map((each) => each.list()));
    expect(one).toEqual(two);
    files.wasRead.length = 0;
    expect(await new RunArchive(files).list()).toEqual(one);
    expect(files.wasRead.filter((name) => name.startsWith('run-'))).toEqual([]);
  });

  it('is not written for a few runs', async () => {
    const files = await library(3);
    await new RunArchive(files).list();
    expect(await indexesOf(files)).toEqual([]);
  });
});
