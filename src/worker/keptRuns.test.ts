/** Runs that a worker keeps, and that another goes on with once it has ended in the middle of them. */
import { describe, expect, it, vi } from 'vitest';
import { EngineError } from '../engine/engine.ts';
import { MemoryFiles } from '../storage/memoryFiles.ts';
import type { RunRecorder } from '../storage/runs/runRecorder.ts';
import { StorageError } from '../storage/storageError.ts';
import { FaultyFiles } from '../storage/testing/faultyFiles.ts';
import { ExclusiveEngine } from './exclusiveEngine.ts';
import { TolerantRecorder } from './keptRuns.ts';
import {
  copyOf,
  digestIn,
  smallSpec as spec,
  keepingWorker as worker,
} from './testing/keepingWorker.ts';
import { wireError } from './wireError.ts';

describe('a run that the worker keeps', () => {
  it('goes on after its last epoch whenever the worker has ended, to the same digest', async () => {
    const memory = new MemoryFiles();
    const snapshots: Promise<MemoryFiles>[] = [];
    const first = worker(
      async () => memory,
      () => snapshots.push(copyOf(memory)),
    );
    await first.holdData();
    await first.ask('start', { spec, runId: 'kept' });
    const [digest] = digestIn(first.events);
    expect(await first.ask('list-runs', {})).toMatchObject([
      { runId: 'kept', phase: 'finished', digest, round: 2, epoch: 2, isUnderWay: false },
    ]);
    let goneOn = 0;
    for (const snapshot of snapshots) {
      const left = await snapshot;
      const [run] = await worker(async () => left).ask('list-runs', {});
      if (run?.state !== 'whole' || run.phase !== 'training' || run.epoch === 0) continue;
      const second = worker(async () => left);
      await second.holdData();
      const told = await second.ask('run-log', { runId: 'kept', upTo: 'checkpoint' });
      const lines = new TextDecoder().decode(told.bytes).trim().split('\n');
      await second.ask('go-on', { runId: 'kept' });
      expect(second.events[0]).toMatchObject({ type: 'run-restored', seq: lines.length });
      expect(digestIn(second.events)).toEqual([digest]);
      goneOn++;
    }
    expect(goneOn).toBeGreaterThan(2);
  });

  it('is removed, and nothing of it is left', async () => {
    const memory = new MemoryFiles();
    const { ask, holdData } = worker(async () => memory);
    await holdData();
    await ask('start', { spec, runId: 'gone' });
    expect((await memory.list()).length).toBeGreaterThan(0);
    await ask('trash-runs', { runIds: ['gone'] });
    expect(await ask('purge-runs', { runIds: ['gone'] })).toEqual([]);
    expect(await memory.list()).toEqual([]);
    await expect(ask('go-on', { runId: 'gone' })).rejects.toThrow(StorageError);
    for (const upTo of ['checkpoint', 'end'] as const) {
      const answer = ask('run-log', { runId: 'gone', upTo }).catch(wireError);
      expect(await answer).toMatchObject({ isNothingKept: true });
    }
  });

  it('is brought back by whoever goes on with it after it was deleted', async () => {
    const memory = new MemoryFiles();
    const first = worker(
      async () => memory,
      ({ type }) => type === 'epoch-finished' && void first.ask('stop', {}),
    );
    await first.holdData();
    await first.ask('start', { spec, runId: 'kept' });
    await first.ask('trash-runs', { runIds: ['kept'] });
    const second = worker(async () => memory);
    await second.holdData();
    await second.ask('go-on', { runId: 'kept' });
    await first.ask('purge-runs', { runIds: ['kept'] });
    expect(await second.ask('list-runs', {})).toMatchObject([
      { runId: 'kept', phase: 'finished', deletedAt: null },
    ]);
  });

  it('goes on on the device that it was on last, or its experiment’s where that is missing', async () => {
    const memory = new MemoryFiles();
    const first = worker(
      async () => memory,
      ({ type }) => type === 'epoch-finished' && void first.ask('stop', {}),
    );
    await first.holdData();
    await first.ask('start', { spec, runId: 'kept', device: 'cpu' });
    const elsewhere = await copyOf(memory);
    const second = worker(async () => memory);
    await second.holdData();
    await second.ask('go-on', { runId: 'kept' });
    const cpu = { type: 'run-restored', onOtherDevice: false, device: { kind: 'cpu' } };
    expect(second.events[0]).toMatchObject(cpu);
    const third = worker(async () => elsewhere);
    await third.holdData();
    const opening = vi.spyOn(ExclusiveEngine.prototype, 'open');
    opening.mockRejectedValueOnce(new EngineError('There is no such device.', 'Take another.'));
    await third.ask('go-on', { runId: 'kept' });
    const wasm = { type: 'run-restored', onOtherDevice: true, device: { kind: 'wasm' } };
    expect(third.events[0]).toMatchObject(wasm);
    opening.mockRestore();
  });

  it('goes on with its own data only, and stays as it is otherwise', async () => {
    const memory = new MemoryFiles();
    const first = worker(
      async () => memory,
      ({ type }) => type === 'epoch-finished' && void first.ask('stop', {}),
    );
    await first.holdData();
    const other = { ...spec, dataset: { ...spec.dataset, source: 'builtin:shapes' } };
    await first.ask('start', { spec: other, runId: 'kept' });
    const { bytes } = await first.ask('run-log', { runId: 'kept', upTo: 'end' });
    const { hash } = await first.ask('open-shapes', {});
    await first.ask('hold-dataset', { hash });
    await expect(first.ask('go-on', { runId: 'kept' })).rejects.toThrow('the data set');
    expect((await first.ask('run-log', { runId: 'kept', upTo: 'end' })).bytes).toEqual(bytes);
  });

  it('trains on where there is no room, and says once that it is not written', async () => {
    const memory = new MemoryFiles();
    const whole = new FaultyFiles(memory, Number.POSITIVE_INFINITY, 'nothing');
    const counted = worker(async () => whole);
    await counted.holdData();
    await counted.ask('start', { spec, runId: 'counted' });
    for (let faultAt = 1; faultAt <= whole.changes; faultAt += 3) {
      const full = worker(async () => new FaultyFiles(new MemoryFiles(), faultAt, 'half'));
      await full.holdData();
      await full.ask('start', { spec, runId: 'full' });
      expect(digestIn(full.events)).toEqual(digestIn(counted.events));
      // What is written after a run's end is not missed.
      expect(full.unkept.length).toBeLessThanOrEqual(1);
      if (faultAt < whole.changes / 2) expect(full.unkept).toHaveLength(1);
    }
  });

  it('is closed once, and says so where its end was not written', async () => {
    const full = new StorageError('The disk is full.', 'Make room.');
    const close = vi.fn(() => Promise.reject(full));
    const unkept: StorageError[] = [];
    const recorder = new TolerantRecorder({ close } as unknown as RunRecorder, (error) =>
      unkept.push(error),
    );
    await recorder.close();
    expect([close.mock.calls.length, unkept]).toEqual([1, [full]]);
  });

  it('leaves its log alone where nothing more has room', async () => {
    const memory = new MemoryFiles();
    const { ask, events, holdData } = worker(async () => memory);
    await holdData();
    await ask('start', { spec, runId: 'log', keeps: 'log' });
    const [run] = await ask('list-runs', {});
    expect(run).toMatchObject({ state: 'whole', phase: 'finished', networks: [] });
    expect([run.bytes.networks, run.bytes.log > 0]).toEqual([0, true]);
    const { bytes } = await ask('run-log', { runId: 'log', upTo: 'end' });
    expect(new TextDecoder().decode(bytes).trim().split('\n')).toHaveLength(events.length);
  });
});
