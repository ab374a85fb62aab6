/** Project files: written, read, refused, and taken in as a whole or not at all. */

import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../data/dataError.ts';
import { heldBytes } from '../../data/sources/byteSource.ts';
import { hashBytes } from '../../lib/hash.ts';
import { DatasetStore, datasetFileOf } from '../datasetStore.ts';
import type { OpenFile } from '../files.ts';
import { isInUse, MemoryFiles } from '../memoryFiles.ts';
import { recoverImport } from '../runs/importJournal.ts';
import { RunArchive } from '../runs/runArchive.ts';
import { namesAmongOthers } from '../runs/runFileNames.ts';
import { StorageError } from '../storageError.ts';
import { type Fault, FaultyFiles } from '../testing/faultyFiles.ts';
import { writeFile } from '../writeFile.ts';
import { exportSources } from './exportSources.ts';
import { importProject } from './importProject.ts';
import { importRunLog } from './importRunLog.ts';
import { ProjectReader } from './readProject.ts';
import { runContentIn } from './runContent.ts';
import {
  contentOfFiles,
  copyOf,
  dataset,
  exported,
  keepRun,
  network,
  sampleEvents,
  sampleLibrary,
} from './testing/sampleLibrary.ts';
import { writeProject } from './writeProject.ts';

const open = (bytes: Uint8Array) => ProjectReader.open(heldBytes(bytes), 'project.zip');
const take = async (archive: RunArchive, bytes: Uint8Array) =>
  importProject(archive, await open(bytes));

const library = await sampleLibrary();
const project = await exported(library);

describe('a project file', () => {
  it('gives another browser all that the first has, and is the same when that exports it', async () => {
    const other = new RunArchive(new MemoryFiles());
    const outcome = await take(other, project);
    expect(outcome).toEqual({
      taken: ['finished', 'left'],
      known: [],
      datasets: ['two letters'],
      unread: [],
    });
    expect(await exported(other)).toEqual(project);
    expect(await exported(await sampleLibrary())).toEqual(project);
    const listed = await other.list();
    const before = await library.list();
    for (const run of before) {
      const { bytes: _bytes, ...facts } = run;
      const found = listed.find(({ runId }) => runId === run.runId);
      const digestChecked = run.runId === 'finished' ? true : null;
      expect(found).toMatchObject({ ...facts, origin: 'imported', digestChecked });
    }
    const [kept, original] = [await other.find('left'), await library.find('left')];
    expect(kept?.checkpoint).toEqual(original?.checkpoint);
    expect(original?.checkpoint.finishedRounds).not.toEqual({});
    expect(await other.network(hashBytes(network))).toEqual(network);
    const stored = await new DatasetStore(other.files).open(dataset.hash);
    expect(stored?.dataset.train).toEqual(dataset.train);
  });

  it('leaves out data and networks unless they are wished for', async () => {
    const bytes = await exported(library, { withData: false, withNetworks: false });
    const paths = Object.keys(unzipSync(bytes));
    expect(paths).toEqual([
      'runs/finished/events.jsonl',
      'runs/left/events.jsonl',
      'runs/left/checkpoint',
      'runs/left/finished-rounds',
      'project.json',
    ]);
  });

  it('finds runs that are there already, and gives others of the same id one of their own', async () => {
    const other = new RunArchive(new MemoryFiles());
    await keepRun(other, 'left', 4);
    await keepRun(other, 'finished');
    await other.describe('finished', { deletedAt: 5 });
    const { taken, known, datasets } = await take(other, project);
    expect([known, taken.length, datasets]).toEqual([['finished'], 1, ['two letters']]);
    const [renamed] = taken;
    const listed = await other.list();
    expect(listed.find(({ runId }) => runId === 'finished')?.deletedAt).toBeNull();
    const found = await other.find(renamed);
    const original = await library.find('left');
    expect(found?.checkpoint).toEqual({ ...original?.checkpoint, runId: renamed });
    expect(found?.state.rounds).toEqual(original?.state.rounds);
    const again = await take(other, project);
    expect(again).toEqual({ taken: [], known: ['finished', renamed], datasets: [], unread: [] });
    // As it is kept there now, it moves on unchanged.
    const moved = await exported(other);
    const third = new RunArchive(new MemoryFiles());
    await take(third, moved);
    expect(await exported(third)).toEqual(moved);
  });

  it('holds what is left of runs that cannot be read, without taking that for runs', async () => {
    const files = await copyOf(library.files);
    const torn = new TextEncoder().encode('{"no":"event"}\n');
    await writeFile(files, namesAmongOthers('left').log, torn);
    await writeFile(files, namesAmongOthers('torn').log, torn);
    for (const name of namesAmongOthers('left').summary) await files.remove(name);
    const bytes = await exported(new RunArchive(files));
    const entries = unzipSync(bytes);
    expect(entries['unread/torn.events.jsonl']).toEqual(torn);
    expect(Object.keys(entries)).toContain('unread/left.checkpoint.a');
    const { taken, unread } = await take(new RunArchive(new MemoryFiles()), bytes);
    expect([taken, unread]).toEqual([['finished'], ['left', 'torn']]);
  });

  it('tells which runs went out unread, and which without a network', async () => {
    const files = await copyOf(library.files);
    const name = namesAmongOthers('finished').network(hashBytes(network));
    await writeFile(files, name, network.subarray(1));
    await writeFile(files, namesAmongOthers('left').log, new TextEncoder().encode('{"no":1}\n'));
    const archive = new RunArchive(files);
    const choice = { withData: false, withNetworks: true };
    const sources = await exportSources(archive, await archive.list(), choice);
    const [title] = (await archive.list()).flatMap((run) => run.title ?? []);
    const outcome = await writeProject(sources, () => {});
    expect(outcome.withoutNetwork).toEqual([title]);
    expect(outcome.unread).toHaveLength(1);
  });

  it('takes a log of more than 200 MB, as long as it may be', async () => {
    const log = logOf('mine');
    const long = new Uint8Array(200_000_100).fill(32);
    long.set(log.subarray(0, -1));
    long[long.length - 1] = 10;
    const files = new MemoryFiles();
    files.read = async (name) => (name === namesAmongOthers('mine').log ? long : null);
    const about = { title: null, notes: '' };
    const read = await runContentIn(files, namesAmongOthers('mine'), about);
    expect([read?.runId, read?.log.length]).toEqual(['mine', long.length]);
  }, 300_000);

  it('is given up when a person gives it up', async () => {
    const abort = new AbortController();
    const files = new MemoryFiles();
    const onProgress = ({ stage }: { stage: string }) => stage === 'keep' && abort.abort();
    const task = { signal: abort.signal, onProgress };
    const importing = importProject(new RunArchive(files), await open(project), task);
    await expect(importing).rejects.toThrow('aborted');
    expect(await files.list()).toEqual([]);
  });
});

interface Facts {
  bytes: number;
  sha256: string;
}

/** As much of a manifest as is changed here. */
interface Manifest {
  runs: { id: string; title: string; log: Facts; checkpoint: Facts; networks: Facts[] }[];
  datasets: Facts[];
}

/** The project with some of its files changed, and the manifest with them where it is not told. */
function rewritten(
  change: (files: Record<string, Uint8Array>, manifest: Manifest) => unknown,
): Uint8Array {
  const files = unzipSync(project);
  const manifest = JSON.parse(new TextDecoder().decode(files['project.json']));
  change(files, manifest);
  if (!('raw' in manifest)) {
    files['project.json'] = new TextEncoder().encode(JSON.stringify(manifest));
  }
  return zipSync(files, { level: 0 });
}

/** Changes a file and what the manifest says of it, so that only its content is wrong. */
function withFile(path: string, at: (manifest: Manifest) => Facts, content: Uint8Array) {
  return rewritten((files, manifest) => {
    files[path] = content;
    const facts = at(manifest);
    facts.bytes = content.length;
    facts.sha256 = hashBytes(content);
  });
}

const text = (value: string) => new TextEncoder().encode(value);
const logOf = (runId: string) =>
  text(
    sampleEvents(runId)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(''),
  );
const leftLog = unzipSync(project)['runs/left/events.jsonl'];

/** The manifest as text of one's own. */
const withManifest = (json: string) =>
  rewritten((files, manifest) => {
    Object.assign(manifest, { raw: true });
    files['project.json'] = text(json);
  });

const hostile: readonly [string, () => Uint8Array, string][] = [
  ['no archive', () => text('PK\u0003\u0004 nothing'), 'end record'],
  ['an archive of other things', () => zipSync({ 'a.png': text('x') }), 'no project.json'],
  ['a manifest that is no JSON', () => withManifest('{'), 'does not describe a project'],
  [
    'a newer version',
    () => rewritten((_, manifest) => Object.assign(manifest, { version: 2 })),
    'version 2',
  ],
  [
    'an unknown field',
    () => rewritten((_, manifest) => Object.assign(manifest, { more: 1 })),
    'more',
  ],
  [
    '__proto__ in the manifest',
    () =>
      withManifest(
        '{"format":"espalier-project","version":1,"runs":[],"datasets":[],"unread":[],"__proto__":{"polluted":1}}',
      ),
    'does not describe a project',
  ],
  ['deep nesting', () => withManifest('['.repeat(200_000)), 'does not describe a project'],
  [
    'a file more',
    () => rewritten((files) => Object.assign(files, { 'runs/left/extra': text('x') })),
    'does not name it',
  ],
  ['a file less', () => rewritten((files) => delete files['runs/left/checkpoint']), 'missing'],
  [
    'a way out of the archive',
    () => rewritten((files) => Object.assign(files, { '../evil': text('x') })),
    'unsafe',
  ],
  [
    'an id that is a path',
    () => rewritten((_, manifest) => (manifest.runs[0].id = '../../up')),
    'id of a run',
  ],
  ['a run twice', () => rewritten((_, manifest) => manifest.runs.push(manifest.runs[0])), 'twice'],
  [
    'a name too long',
    () => rewritten((_, manifest) => (manifest.runs[0].title = 'x'.repeat(1_000_000))),
    'title',
  ],
  [
    'another content',
    () => rewritten((files) => Object.assign(files, { 'runs/left/checkpoint': text('x') })),
    'as the project says',
  ],
  [
    'a checksum of another content',
    () => rewritten((_, manifest) => (manifest.runs[1].log.sha256 = 'a'.repeat(64))),
    'SHA-256',
  ],
  [
    'the log of another run',
    () => withFile('runs/left/events.jsonl', (manifest) => manifest.runs[1].log, logOf('finished')),
    'run “finished”',
  ],
  [
    'a log with no event',
    () => withFile('runs/left/events.jsonl', (manifest) => manifest.runs[1].log, text('{}\n')),
    'line 1',
  ],
  [
    'a log cut off in its line',
    () =>
      withFile(
        'runs/left/events.jsonl',
        (manifest) => manifest.runs[1].log,
        leftLog.subarray(0, -1),
      ),
    'cut off',
  ],
  [
    'no checkpoint',
    () =>
      withFile('runs/left/checkpoint', (manifest) => manifest.runs[1].checkpoint, text('nonsense')),
    'no checkpoint',
  ],
  [
    'no network',
    () => {
      const nonsense = text('nonsense');
      return rewritten((files, manifest) => {
        delete files[`runs/left/networks/${hashBytes(network)}.safetensors`];
        files[`runs/left/networks/${hashBytes(nonsense)}.safetensors`] = nonsense;
        manifest.runs[1].networks = [{ bytes: nonsense.length, sha256: hashBytes(nonsense) }];
      });
    },
    'header',
  ],
  [
    'another data set',
    () => {
      const path = `datasets/${dataset.hash}.dataset`;
      const bytes = unzipSync(project)[path].slice();
      bytes[70] ^= 1;
      return withFile(path, (manifest) => manifest.datasets[0], bytes);
    },
    'not that data set',
  ],
];

describe('a project file from anywhere', () => {
  it.each(hostile)(
    'is refused for %s, and nothing of it is taken',
    async (_name, make, message) => {
      const archive = new RunArchive(await copyOf(new MemoryFiles()));
      await keepRun(archive, 'mine');
      const before = await contentOfFiles(archive.files);
      const error = await take(archive, make()).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DataError);
      expect((error as DataError).message).toContain(message);
      expect((error as DataError).message.length).toBeLessThan(1000);
      expect(await contentOfFiles(archive.files)).toEqual(before);
      expect(Object.prototype).not.toHaveProperty('polluted');
    },
  );

  it('is refused where a checkpoint is not that of its log', async () => {
    const edited = sampleEvents('left').map((event) =>
      event.type === 'epoch-finished' ? { ...event, trainLoss: 0.123 } : event,
    );
    const log = text(edited.map((event) => `${JSON.stringify(event)}\n`).join(''));
    const bytes = withFile('runs/left/events.jsonl', (manifest) => manifest.runs[1].log, log);
    await expect(take(new RunArchive(new MemoryFiles()), bytes)).rejects.toThrow(
      'belong to this log',
    );
  });

  it('says of a run whose events are not those of its digest that it is so', async () => {
    const log = text(
      sampleEvents('finished')
        .map((event) => (event.type === 'epoch-finished' ? { ...event, trainLoss: 0.1 } : event))
        .map((event) => `${JSON.stringify(event)}\n`)
        .join(''),
    );
    const bytes = withFile('runs/finished/events.jsonl', (manifest) => manifest.runs[0].log, log);
    const archive = new RunArchive(new MemoryFiles());
    await take(archive, bytes);
    const run = (await archive.list()).find(({ runId }) => runId === 'finished');
    expect(run?.digestChecked).toBe(false);
  });

  it('is refused or taken as it was, whatever bit is flipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(project.length * 8 - 1), async (bit) => {
        const flipped = project.slice();
        flipped[bit >> 3] ^= 1 << (bit & 7);
        const archive = new RunArchive(new MemoryFiles());
        try {
          await take(archive, flipped);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
          expect(await archive.files.list()).toEqual([]);
          return;
        }
        expect(await exported(archive)).toEqual(project);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused wherever it is cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(project.length - 1), async (length) => {
        const archive = new RunArchive(new MemoryFiles());
        await expect(take(archive, project.subarray(0, length))).rejects.toBeInstanceOf(DataError);
        expect(await archive.files.list()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('taking runs in', () => {
  it.each<Fault>(['nothing', 'half', 'all'])(
    'leaves all or nothing, whatever write is cut off, %s of it done',
    async (fault) => {
      const mine = new RunArchive(new MemoryFiles());
      await keepRun(mine, 'mine');
      const before = await contentOfFiles(mine.files);
      const counted = new FaultyFiles(await copyOf(mine.files), Number.POSITIVE_INFINITY, fault);
      await take(new RunArchive(counted), project);
      expect(counted.changes).toBeGreaterThan(20);
      for (let faultAt = 1; faultAt <= counted.changes; faultAt++) {
        const files = await copyOf(mine.files);
        const faulty = new RunArchive(new FaultyFiles(files, faultAt, fault));
        const error = await take(faulty, project).catch((thrown: unknown) => thrown);
        // As it is listed by a window that was open meanwhile, and after the next start.
        const archive = new RunArchive(files);
        const seen = (await archive.list()).map(({ runId }) => runId).sort();
        expect([['mine'], ['finished', 'left', 'mine']]).toContainEqual(seen);
        await recoverImport(files);
        const left = (await archive.list()).map(({ runId }) => runId).sort();
        if (left.length > 1) expect(left).toEqual(['finished', 'left', 'mine']);
        else expect(await contentOfFiles(files)).toEqual(before);
        // Where it was cut off as its journal was let go, nobody was left to hear of an error.
        if (error instanceof Error) expect(error).toBeInstanceOf(StorageError);
      }
    },
  );
});

describe('taking back what was taken in', () => {
  /** Files that let others do something, and that fail, at the moment at which a file is opened. */
  function filesWith(at: (name: string) => Promise<void>): MemoryFiles {
    const files = new MemoryFiles();
    const open = files.open.bind(files);
    files.open = async (name, as) => {
      await at(name);
      return open(name, as);
    };
    return files;
  }
  const stored = async (files: MemoryFiles) =>
    (await new DatasetStore(files).list()).map(({ state }) => state);
  const full = new StorageError('The disk is full.', 'Make room.');

  it('leaves a data set that the page stored meanwhile', async () => {
    const files = filesWith(async (name) => {
      if (name.startsWith('import.journal') && !isStored) {
        isStored = true;
        await new DatasetStore(files).keep(dataset, 'local:two letters', []);
      }
      if (name.startsWith('run-left.events')) throw full;
    });
    let isStored = false;
    await expect(take(new RunArchive(files), project)).rejects.toThrow('The disk is full.');
    expect(await stored(files)).toEqual(['whole']);
    await recoverImport(files);
    expect(await stored(files)).toEqual(['whole']);
    expect((await files.list()).length).toBe(1);
  });

  it('leaves a data set that the page is storing, and tells why nothing was taken', async () => {
    const files = new MemoryFiles();
    const page = await files.open(datasetFileOf(dataset.hash), 'empty');
    await page.write(0, new Uint8Array(100));
    await expect(take(new RunArchive(files), project)).rejects.toThrow('is in use');
    await page.close();
    await recoverImport(files);
    expect(await files.list()).toEqual([{ name: datasetFileOf(dataset.hash), bytes: 100 }]);
  });

  it('goes on with the other files where one is in use, and hides no error', async () => {
    let reader: OpenFile | null = null;
    const files = filesWith(async (name) => {
      if (!name.startsWith('run-left.events')) return;
      reader = await files.open(datasetFileOf(dataset.hash), 'it is');
      throw full;
    });
    await expect(take(new RunArchive(files), project)).rejects.toThrow('The disk is full.');
    expect((await files.list()).map(({ name }) => name)).toEqual([datasetFileOf(dataset.hash)]);
    expect(reader).not.toBeNull();
  });

  it('takes back at the next start what is left of a run whose file is in use', async () => {
    const files = filesWith(async (name) => {
      if (name.startsWith('run-left.events')) throw full;
    });
    const remove = files.remove.bind(files);
    files.remove = async (name) => {
      if (name === 'run-finished.events.jsonl') throw isInUse(name);
      await remove(name);
    };
    await expect(take(new RunArchive(files), project)).rejects.toThrow('The disk is full.');
    expect((await files.list()).map(({ name }) => name)).toContain('run-finished.events.jsonl');
    expect(await stored(files)).toEqual([]);
    expect(await new RunArchive(files).list()).toEqual([]);
    await expect(recoverImport(files)).rejects.toThrow('in use');
    files.remove = remove;
    await recoverImport(files);
    expect(await files.list()).toEqual([]);
  });
});

describe('a single log', () => {
  const read = (bytes: Uint8Array) => async () => bytes;

  it('is taken in as a run of its own, once', async () => {
    const archive = new RunArchive(new MemoryFiles());
    const log = logOf('mine');
    const outcome = await importRunLog(archive, 'events.jsonl', read(log), log.length);
    expect(outcome).toEqual({ taken: ['mine'], known: [], datasets: [], unread: [] });
    const again = await importRunLog(archive, 'events.jsonl', read(log), log.length);
    expect(again.known).toEqual(['mine']);
    expect(await archive.log('mine')).toEqual(log);
    expect(await archive.list()).toMatchObject([{ origin: 'imported', digestChecked: true }]);
  });

  it('is kept as it was written, but for a line that was cut off', async () => {
    const archive = new RunArchive(new MemoryFiles());
    const log = logOf('mine');
    const torn = log.subarray(0, -30);
    await importRunLog(archive, 'events.jsonl', read(torn), torn.length);
    const kept = await archive.log('mine');
    expect(kept).toEqual(log.subarray(0, log.lastIndexOf(10, -2) + 1));
    expect(await archive.list()).toMatchObject([{ phase: 'training', digestChecked: null }]);
  });

  it('gets an id to be kept under where its own is none', async () => {
    const archive = new RunArchive(new MemoryFiles());
    const log = logOf('../../Up');
    const { taken } = await importRunLog(archive, 'events.jsonl', read(log), log.length);
    expect(taken[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect((await archive.list())[0].runId).toBe(taken[0]);
  });

  it('is refused where it is none', async () => {
    const archive = new RunArchive(new MemoryFiles());
    const log = text('{"a":1}\n');
    const importing = importRunLog(archive, 'events.jsonl', read(log), log.length);
    await expect(importing).rejects.toThrow('line 1');
    await expect(importRunLog(archive, 'x', read(log), 2e9)).rejects.toThrow('2,000,000,000');
    expect(await archive.files.list()).toEqual([]);
  });
});

it('a project file of version 1, as it was written first, opens and is the same when exported', async () => {
  const path = new URL('./fixtures/project-1.zip', import.meta.url);
  const frozen = new Uint8Array(await readFile(path));
  const archive = new RunArchive(new MemoryFiles());
  const { taken, datasets } = await take(archive, frozen);
  expect([taken, datasets]).toEqual([['finished', 'left'], ['two letters']]);
  expect((await archive.find('left'))?.checkpoint).toMatchObject({ round: 2, epoch: 1 });
  const listed = await archive.list();
  expect(listed.map(({ state, digestChecked }) => [state, digestChecked]).sort()).toEqual([
    ['whole', null],
    ['whole', true],
  ]);
  expect(await exported(archive)).toEqual(frozen);
});
