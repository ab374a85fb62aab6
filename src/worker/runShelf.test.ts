/** The kept runs as the page asks for them, over files that another visit left. */
import { describe, expect, it } from 'vitest';
import { installedWasmPaths } from '../engine/tfjs/testing/wasmFiles.ts';
import { hashBytes } from '../lib/hash.ts';
import type { Files } from '../storage/files.ts';
import { MemoryFiles } from '../storage/memoryFiles.ts';
import {
  contentOfFiles,
  network,
  sampleLibrary,
} from '../storage/projects/testing/sampleLibrary.ts';
import { allOrNothing } from '../storage/runs/importJournal.ts';
import { RunArchive } from '../storage/runs/runArchive.ts';
import { writeFile } from '../storage/writeFile.ts';
import type { RequestMessage } from './protocol/messages.ts';
import type { Answer, Ask, RequestName } from './protocol/requests.ts';
import { RequestHandler } from './requestHandler.ts';
import { browserRunLocks, type RunLocks } from './runLocks.ts';

function worker(files: Files, runLocks: RunLocks = browserRunLocks(undefined)) {
  const handler = new RequestHandler({
    wasmPaths: installedWasmPaths(),
    jpegModule: () => Promise.reject(new Error('not needed')),
    openFiles: async () => files,
    onEvents: () => {},
    onRunUnkept: () => {},
    runLocks,
  });
  return <Name extends RequestName>(name: Name, asked: Ask<Name>) =>
    handler.answer({ id: 1, name, ask: asked } as unknown as RequestMessage) as Promise<
      Answer<Name>
    >;
}

const idsOf = (runs: readonly { runId: string }[]) => runs.map(({ runId }) => runId).sort();

describe('kept runs', () => {
  it('move from one browser to another in one file', async () => {
    const ask = worker((await sampleLibrary()).files);
    const choice = { runIds: 'all', withData: true, withNetworks: true } as const;
    const { archive } = await ask('export-runs', choice);
    const other = worker(new MemoryFiles());
    const file = new File([archive], 'runs.zip');
    const { taken, known, datasets, runs } = await other('import-runs', { file });
    expect([taken, known, datasets]).toEqual([['finished', 'left'], [], ['two letters']]);
    expect(idsOf(runs)).toEqual(['finished', 'left']);
    const again = (await other('export-runs', choice)).archive;
    expect(await again.arrayBuffer()).toEqual(await archive.arrayBuffer());
    const { bytes } = await other('network-file', { hash: hashBytes(network) });
    expect(bytes).toEqual(network);
    expect((await other('list-stored', {})).datasets).toMatchObject([{ name: 'two letters' }]);
  });

  it('can be chosen one by one, and a log alone is a run as well', async () => {
    const ask = worker((await sampleLibrary()).files);
    const choice = { runIds: ['left'], withData: false, withNetworks: false };
    const { archive } = await ask('export-runs', choice);
    const other = worker(new MemoryFiles());
    const imported = await other('import-runs', { file: new File([archive], 'one.zip') });
    expect(imported.taken).toEqual(['left']);
    const { bytes } = await ask('run-log', { runId: 'finished', upTo: 'end' });
    const log = new File([bytes.slice()], 'events.jsonl');
    expect((await other('import-runs', { file: log })).taken).toEqual(['finished']);
    await expect(other('import-runs', { file: new File(['PK'], 'x') })).rejects.toThrow('line 1');
  });

  it('are named, and keep their names and notes', async () => {
    const { files } = await sampleLibrary();
    await worker(files)('describe-run', { runId: 'left', title: 'second try' });
    await worker(files)('describe-run', { runId: 'left', notes: 'slower' });
    const [left] = (await worker(files)('list-runs', {})).filter(({ runId }) => runId === 'left');
    expect(left).toMatchObject({ title: 'second try', notes: 'slower', state: 'whole' });
  });

  it('go at the next start once they were deleted, unless they were brought back', async () => {
    const { files } = await sampleLibrary();
    const ask = worker(files);
    const deleted = await ask('trash-runs', { runIds: ['left', 'finished'] });
    expect(deleted.map(({ deletedAt }) => deletedAt)).toEqual([
      expect.any(Number),
      expect.any(Number),
    ]);
    await ask('restore-runs', { runIds: ['left'] });
    // Another window opens within the time in which the first can bring them back.
    expect(idsOf(await worker(files)('list-runs', {}))).toEqual(['finished', 'left']);
    const archive = await sampleLibrary(files);
    await archive.describe('finished', { deletedAt: 5 });
    expect(idsOf(await worker(files)('list-runs', {}))).toEqual(['left']);
  });

  it('stay although they were deleted while somebody goes on with them', async () => {
    const { files } = await sampleLibrary();
    const archive = new RunArchive(files);
    await archive.describe('left', { deletedAt: 5 });
    const before = await contentOfFiles(files);
    const held = new Set(['left']);
    const locks: RunLocks = {
      ...browserRunLocks(undefined),
      held: async () => held,
      whileHeld: async (runId, work) => {
        if (held.has(runId)) throw new Error('another window trains it');
        return work();
      },
    };
    await worker(files, locks)('list-runs', {});
    expect(await contentOfFiles(files)).toEqual(before);
    held.clear();
    await worker(files, locks)('list-runs', {});
    expect(await archive.holds('left')).toBe(false);
  });

  it('are not removed where another window has brought them back', async () => {
    const { files } = await sampleLibrary();
    const ask = worker(files);
    await ask('trash-runs', { runIds: ['left', 'finished'] });
    await worker(files)('restore-runs', { runIds: ['left'] });
    expect(idsOf(await ask('purge-runs', { runIds: ['left', 'finished'] }))).toEqual(['left']);
  });

  it('are listed although what is to go cannot be removed now', async () => {
    const { files } = await sampleLibrary();
    await new RunArchive(files).describe('finished', { deletedAt: 5 });
    files.remove = () => Promise.reject(new Error('in use'));
    expect(idsOf(await worker(files)('list-runs', {}))).toEqual(['finished', 'left']);
  });

  it('are left alone while one of them is under way', async () => {
    const { files } = await sampleLibrary();
    const held = async () => new Set(['left']);
    const ask = worker(files, { ...browserRunLocks(undefined), held });
    const before = await contentOfFiles(files);
    const runIds = ['finished', 'left'];
    for (const name of ['trash-runs', 'purge-runs', 'drop-networks'] as const) {
      await expect(ask(name, { runIds })).rejects.toThrow('under way');
    }
    expect(await contentOfFiles(files)).toEqual(before);
    const listed = await ask('list-runs', {});
    expect(listed.find(({ runId }) => runId === 'left')?.isUnderWay).toBe(true);
  });

  it('make room without their logs', async () => {
    const { files } = await sampleLibrary();
    const listed = await worker(files)('drop-networks', { runIds: ['left', 'finished'] });
    expect(listed.map(({ bytes }) => bytes.networks)).toEqual([0, 0]);
    expect(listed.every(({ bytes }) => bytes.log > 0)).toBe(true);
  });

  it('of which an import was cut off in another window do not stay when the next is taken in', async () => {
    const { files } = await sampleLibrary();
    const ask = worker(files);
    await ask('list-runs', {});
    void allOrNothing(files, ['half'], async () => {
      await writeFile(files, 'run-half.events.jsonl', Uint8Array.of(1));
      await new Promise(() => {});
    });
    await expect.poll(() => new RunArchive(files).holds('half')).toBe(true);
    const { bytes } = await ask('run-log', { runId: 'finished', upTo: 'end' });
    const log = new File([bytes.slice()], 'events.jsonl');
    expect((await ask('import-runs', { file: log })).known).toEqual(['finished']);
    expect(await new RunArchive(files).holds('half')).toBe(false);
  });

  it('of which an import was cut off are not there at the next start', async () => {
    const { files } = await sampleLibrary();
    const before = await contentOfFiles(files);
    // As an import leaves it that was cut off in the middle of its second file.
    void allOrNothing(files, ['half'], async ({ opening, opened }) => {
      await opening(`${'a'.repeat(64)}.dataset`);
      await opened(`${'a'.repeat(64)}.dataset`);
      await writeFile(files, 'run-half.events.jsonl', Uint8Array.of(1));
      await writeFile(files, `${'a'.repeat(64)}.dataset`, Uint8Array.of(1));
      await new Promise(() => {});
    });
    await expect.poll(async () => (await files.list()).length).toBe(Object.keys(before).length + 4);
    expect(idsOf(await worker(files)('list-runs', {}))).toEqual(['finished', 'left']);
    expect(await contentOfFiles(files)).toEqual(before);
  });
});
