/** Rounds appended to a finished run in the worker: a longer run beside it, to be gone on with. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { Files } from '../storage/files.ts';
import { MemoryFiles } from '../storage/memoryFiles.ts';
import { FaultyFiles } from '../storage/testing/faultyFiles.ts';
import { copyOf, digestIn, keepingWorker, smallSpec } from './testing/keepingWorker.ts';

const withRounds = (rounds: number): ExperimentSpec => ({
  ...smallSpec,
  method: { kind: 'averaging', rounds },
});

/** A worker over files that has the data at hand. */
async function ready(files: Files) {
  const worker = keepingWorker(async () => files);
  await worker.holdData();
  return worker;
}

async function trained(files: Files, runId: string, rounds: number): Promise<string> {
  const worker = await ready(files);
  await worker.ask('start', { spec: withRounds(rounds), runId });
  return digestIn(worker.events)[0];
}

const finished = new MemoryFiles();
beforeAll(async () => {
  await trained(finished, 'short', 1);
});

describe('rounds appended to a kept run', () => {
  it('make a longer run beside it, with the digest of one trained in one go', async () => {
    const files = await copyOf(finished);
    const { ask } = await ready(files);
    await ask('describe-run', { runId: 'short', title: 'Mine' });
    const log = await ask('run-log', { runId: 'short', upTo: 'end' });
    await ask('append-rounds', { runId: 'short', longerId: 'long', rounds: 3 });
    const begun = (await ask('list-runs', {})).find(({ runId }) => runId === 'long');
    expect(begun).toMatchObject({ phase: 'training', round: 1, rounds: 3, title: 'Mine' });
    expect(begun?.notes).toContain('Round 1 is that of the run of');
    // Gone on with on another visit, after the finished run has been deleted.
    const later = await ready(files);
    expect((await later.ask('run-log', { runId: 'short', upTo: 'end' })).bytes).toEqual(log.bytes);
    await later.ask('trash-runs', { runIds: ['short'] });
    await later.ask('purge-runs', { runIds: ['short'] });
    await later.ask('go-on', { runId: 'long' });
    const [digest] = digestIn(later.events);
    expect(digest).toBe(await trained(new MemoryFiles(), 'whole', 3));
    const [grown] = await later.ask('list-runs', {});
    expect(grown).toMatchObject({ runId: 'long', phase: 'finished', digest, round: 3 });
    expect(grown.networks).toHaveLength(3);
  });

  it('are refused where a network is no longer kept, and leave nothing', async () => {
    const files = await copyOf(finished);
    const { ask } = await ready(files);
    await ask('drop-networks', { runIds: ['short'] });
    const appending = ask('append-rounds', { runId: 'short', longerId: 'long', rounds: 2 });
    await expect(appending).rejects.toThrow('it was not kept');
    expect(await ask('list-runs', {})).toMatchObject([{ runId: 'short', phase: 'finished' }]);
  });

  it('are refused where there would be no more of them', async () => {
    const { ask } = await ready(await copyOf(finished));
    for (const rounds of [1, 65]) {
      const appending = ask('append-rounds', { runId: 'short', longerId: 'long', rounds });
      await expect(appending).rejects.toThrow('method.rounds');
    }
  });

  it('are all kept or not at all, whatever write fails', async () => {
    const whole = new FaultyFiles(await copyOf(finished), Number.POSITIVE_INFINITY, 'half');
    const counted = await ready(whole);
    await counted.ask('append-rounds', { runId: 'short', longerId: 'long', rounds: 2 });
    expect(whole.changes).toBeGreaterThan(10);
    for (let faultAt = 1; faultAt < whole.changes; faultAt += 3) {
      const files = await copyOf(finished);
      const full = await ready(new FaultyFiles(files, faultAt, 'half'));
      const appending = full.ask('append-rounds', {
        runId: 'short',
        longerId: 'long',
        rounds: 2,
      });
      await expect(appending).rejects.toThrow('The disk is full');
      const runs = await (await ready(files)).ask('list-runs', {});
      expect(runs.map(({ runId }) => runId)).toEqual(['short']);
    }
  });
});
