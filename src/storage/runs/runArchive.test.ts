/** What is listed of runs, whatever became of their files, and what a person does with them. */
import { describe, expect, it } from 'vitest';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import { hashBytes } from '../../lib/hash.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { Files } from '../files.ts';
import { FilesWhileNewest } from '../keptFormat.ts';
import { MemoryFiles } from '../memoryFiles.ts';
import { SlotPair } from '../slotPair.ts';
import { StorageError, unlessStorage } from '../storageError.ts';
import { type Fault, FaultyFiles } from '../testing/faultyFiles.ts';
import { writeFile } from '../writeFile.ts';
import { RunArchive } from './runArchive.ts';
import { namesAmongOthers } from './runFileNames.ts';
import type { RunRecorder } from './runRecorder.ts';

const finished = sampleLog({ data: 'glyphs', rounds: 2, epochs: 2 });
const text = (events: readonly RunEvent[]) =>
  new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(''));

/** Keeps a run of that id with the sample's events. */
async function keep(files: Files, runId: string, events = finished): Promise<void> {
  const recorder = await new RunArchive(files).begin(runId);
  for (const event of events) await recorder.write({ ...event, runId });
  await recorder.close();
}

describe('the list of kept runs', () => {
  it('tells what a person looks for', async () => {
    const files = new MemoryFiles();
    await keep(files, 'one');
    const [run] = await new RunArchive(files).list();
    expect(run).toMatchObject({
      state: 'whole',
      runId: 'one',
      origin: 'own',
      phase: 'finished',
      title: null,
      methodKind: 'complementary',
      deletedAt: null,
    });
    if (run.state !== 'whole') throw new Error('not whole');
    const [started] = finished;
    expect(run.spec).toEqual(started.type === 'run-started' ? started.spec : null);
    expect(run.seconds).toBeGreaterThan(0);
    expect(run.hardestFifthError).toBeGreaterThanOrEqual(run.testError ?? 1);
    const stored = (await files.list()).reduce((sum, { bytes }) => sum + bytes, 0);
    expect(run.bytes.log + run.bytes.networks + run.bytes.other).toBe(stored);
  });

  it('makes a summary anew from the log where it is of an older form, damaged or missing', async () => {
    const files = new MemoryFiles();
    await keep(files, 'one');
    const [before] = await new RunArchive(files).list();
    const names = namesAmongOthers('one');
    const change = async (bytes: Uint8Array) => {
      const slots = new SlotPair(files, names.summary);
      await slots.write(bytes);
      await slots.write(bytes);
    };
    await change(new TextEncoder().encode('{"version":1,"runId":"one"}'));
    expect(await new RunArchive(files).list()).toMatchObject([{ ...before, bytes: {} }]);
    await change(new TextEncoder().encode('{"version":3,"runId":"one"}'));
    expect(await new RunArchive(files).list()).toMatchObject([{ ...before, bytes: {} }]);
    for (const name of names.summary) await files.remove(name);
    expect(await new RunArchive(files).list()).toMatchObject([{ ...before, bytes: {} }]);
  });

  it('never leaves out what cannot be read, and names what a newer Espalier wrote', async () => {
    const files = new MemoryFiles();
    await keep(files, 'whole');
    await writeFile(files, namesAmongOthers('torn').log, new TextEncoder().encode('no event\n'));
    await keep(files, 'logless');
    await files.remove(namesAmongOthers('logless').log);
    await keep(files, 'newer');
    const future = new TextEncoder().encode('{"version":4,"all":"else"}');
    await new SlotPair(files, namesAmongOthers('newer').summary).write(future);
    await writeFile(files, namesAmongOthers('empty').log, new Uint8Array());
    const listed = await new RunArchive(files).list();
    expect(listed[0]).toMatchObject({ runId: 'whole', state: 'whole' });
    const others = Object.fromEntries(listed.slice(1).map(({ runId, state }) => [runId, state]));
    expect(others).toEqual({ torn: 'damaged', logless: 'damaged', newer: 'newer' });
  });
});

describe('a kept run', () => {
  it.each<Fault>(['nothing', 'half', 'all'])(
    'has its old name or its new one, whatever write is cut off, %s of it done',
    async (fault) => {
      const made = new MemoryFiles();
      await keep(made, 'one');
      await new RunArchive(made).describe('one', { title: 'before', notes: 'old' });
      for (let faultAt = 1; faultAt <= 3; faultAt++) {
        const files = await copyOf(made);
        const faulty = new FaultyFiles(files, faultAt, fault);
        const change = { title: 'after', notes: 'new' };
        await expect(new RunArchive(faulty).describe('one', change)).rejects.toThrow('full');
        const [{ title, notes }] = await new RunArchive(files).list();
        expect([
          ['before', 'old'],
          ['after', 'new'],
        ]).toContainEqual([title, notes]);
      }
    },
  );

  it('keeps what a newer Espalier wrote about it', async () => {
    const files = new MemoryFiles();
    await keep(files, 'one');
    const future = new TextEncoder().encode('{"version":2}');
    await new SlotPair(files, namesAmongOthers('one').about).write(future);
    const archive = new RunArchive(files);
    await expect(archive.describe('one', { title: 'mine' })).rejects.toThrow('newer');
    expect(await archive.list()).toMatchObject([{ runId: 'one', title: null }]);
  });

  it('stays deleted whatever cuts its removal off, and is gone once it is removed', async () => {
    const made = new MemoryFiles();
    await keep(made, 'one');
    await keep(made, 'two');
    await new RunArchive(made).describe('one', { deletedAt: 5 });
    const counted = new FaultyFiles(await copyOf(made), Number.POSITIVE_INFINITY, 'nothing');
    await new RunArchive(counted).remove('one');
    expect(counted.changes).toBeGreaterThan(3);
    for (let faultAt = 1; faultAt <= counted.changes; faultAt++) {
      const files = await copyOf(made);
      await new RunArchive(new FaultyFiles(files, faultAt, 'nothing')).remove('one');
      const left = (await new RunArchive(files).list()).filter(({ runId }) => runId === 'one');
      expect(left.every(({ deletedAt }) => deletedAt === 5)).toBe(true);
    }
    expect((await new RunArchive(counted).list()).map(({ runId }) => runId)).toEqual(['two']);
  });

  it('leaves its trained networks behind, until room is made', async () => {
    const files = new MemoryFiles();
    const archive = new RunArchive(files);
    const recorder = await archive.begin('one');
    for (const event of finished) await recorder.write({ ...event, runId: 'one' });
    const network = Uint8Array.of(1, 2, 3);
    await recorder.keepNetwork(hashBytes(network), network);
    await recorder.close();
    expect(await archive.network(hashBytes(network))).toEqual(network);
    const [{ bytes, networks }] = await archive.list();
    expect([bytes.networks, networks]).toEqual([3, [hashBytes(network)]]);
    await writeFile(files, namesAmongOthers('one').network(hashBytes(network)), Uint8Array.of(9));
    expect(await archive.network(hashBytes(network))).toBeNull();
    await archive.dropNetworks('one');
    expect(await archive.list()).toMatchObject([{ bytes: { networks: 0 }, phase: 'finished' }]);
    expect(await archive.log('one')).toEqual(
      text(finished.map((one) => ({ ...one, runId: 'one' }))),
    );
  });
});

/** A run with a checkpoint, written to its end; `ready` is called before its last event. */
async function writeToTheEnd(files: Files, ready: () => void): Promise<RunRecorder> {
  const recorder = await new RunArchive(files).begin('one');
  for (const event of finished.slice(0, -1)) await recorder.write({ ...event, runId: 'one' });
  await recorder.keepCheckpoint({
    runId: 'one',
    specHash: '',
    datasetHash: '',
    seq: finished.length - 2,
    digest: '2:',
    seconds: 1,
    round: 2,
    epoch: 2,
    tensors: {},
    finishedRounds: {},
  });
  ready();
  await recorder.write({ ...finished[finished.length - 1], runId: 'one' }).catch(unlessStorage);
  return recorder;
}

const withCheckpoints = async (files: Files) =>
  (await files.list()).some(({ name }) => name.includes('checkpoint'));

describe('the end of a run', () => {
  it('stands in lists although there was no room for it at first', async () => {
    const files = new MemoryFiles();
    const open = files.open.bind(files);
    const recorder = await writeToTheEnd(files, () => {
      files.open = async () => {
        files.open = open;
        throw new StorageError('The disk is full.', 'Make room.');
      };
    });
    expect(await withCheckpoints(files)).toBe(true);
    await recorder.close();
    expect(await new RunArchive(files).list()).toMatchObject([{ phase: 'finished' }]);
    expect(await withCheckpoints(files)).toBe(false);
  });

  it('leaves what it can be gone on with from while lists take it for interrupted', async () => {
    const files = new MemoryFiles();
    const recorder = await writeToTheEnd(files, () => {
      files.open = async () => {
        throw new StorageError('The disk is full.', 'Make room.');
      };
    });
    await expect(recorder.close()).rejects.toThrow('full');
    expect(await new RunArchive(files).list()).toMatchObject([{ phase: 'training' }]);
    expect(await withCheckpoints(files)).toBe(true);
  });

  it('is written by a page that became too old meanwhile, and complained of by none', async () => {
    const memory = new MemoryFiles();
    let isOutdated = false;
    const files = new FilesWhileNewest(memory, () => isOutdated);
    const recorder = await writeToTheEnd(files, () => {
      isOutdated = true;
    });
    await recorder.close();
    expect(await new RunArchive(memory).list()).toMatchObject([{ phase: 'finished' }]);
  });
});

async function copyOf(from: Files): Promise<MemoryFiles> {
  const copy = new MemoryFiles();
  for (const { name } of await from.list()) await writeFile(copy, name, (await from.read(name))!);
  return copy;
}

describe('a list that is asked for again', () => {
  /** Files that tell when they were last written to, and count what is read of them. */
  class DatedFiles extends MemoryFiles {
    reads = 0;
    private readonly times = new Map<string, number>();
    private now = 0;

    override async list() {
      const listed = await super.list();
      return listed.map((file) => ({ ...file, modified: this.times.get(file.name) ?? 0 }));
    }

    override async open(name: string, as: 'empty' | 'it is') {
      this.times.set(name, ++this.now);
      return super.open(name, as);
    }

    override async read(name: string, at?: number, length?: number) {
      this.reads++;
      return super.read(name, at, length);
    }
  }

  it('reads what has changed, and nothing else', async () => {
    const files = new DatedFiles();
    for (const runId of ['one', 'two', 'three']) await keep(files, runId);
    const archive = new RunArchive(files);
    const first = await archive.list();
    files.reads = 0;
    expect(await archive.list()).toEqual(first);
    const unchanged = files.reads;
    await archive.describe('two', { title: 'mine' });
    files.reads = 0;
    const named = await archive.list();
    expect(named.map(({ title }) => title).sort()).toEqual(['mine', null, null]);
    expect(files.reads - unchanged).toBeLessThanOrEqual(4);
    await archive.remove('one');
    expect((await archive.list()).map(({ runId }) => runId).sort()).toEqual(['three', 'two']);
    await writeFile(files, namesAmongOthers('three').summary[0], new Uint8Array([1]));
    await writeFile(files, namesAmongOthers('three').summary[1], new Uint8Array([1]));
    await writeFile(files, namesAmongOthers('three').log, new TextEncoder().encode('no\n'));
    const damaged = (await archive.list()).find(({ runId }) => runId === 'three');
    expect(damaged?.state).toBe('damaged');
  });

  it('is asked for again after a failure that nobody foresaw', async () => {
    class FailingOnce extends MemoryFiles {
      fails = true;

      override async read(name: string, at?: number, length?: number) {
        if (!this.fails) return super.read(name, at, length);
        this.fails = false;
        throw new TypeError('The browser gave up.');
      }
    }
    const files = new FailingOnce();
    files.fails = false;
    await keep(files, 'one');
    const archive = new RunArchive(files);
    files.fails = true;
    await expect(archive.list()).rejects.toThrow('gave up');
    expect(await archive.list()).toMatchObject([{ runId: 'one', state: 'whole' }]);
  });
});
