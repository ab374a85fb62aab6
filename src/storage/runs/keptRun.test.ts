/** What is found of a run whose writing was cut off at any moment. */
import { describe, expect, it } from 'vitest';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import { type RunCheckpoint, rowTensor } from '../../spec/run/checkpoint.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { Files } from '../files.ts';
import { MemoryFiles } from '../memoryFiles.ts';
import { type Fault, FaultyFiles } from '../testing/faultyFiles.ts';
import { openKeptRun } from './keptRun.ts';
import { folderNames as names } from './runFileNames.ts';
import { RunWriter } from './runWriter.ts';

const log = sampleLog({ data: 'glyphs', rounds: 3, epochs: 2 });

/** A checkpoint after an event, with tensors that tell it from others. */
function checkpointAfter(event: RunEvent): RunCheckpoint | null {
  const { runId, seq } = event;
  const common = { runId, specHash: 's', datasetHash: 'd', seq, digest: `at ${seq}`, seconds: seq };
  const votes = (round: number) =>
    round === 1 ? {} : { votes: rowTensor(new Float64Array(50).fill(round)) };
  if (event.type === 'epoch-finished') {
    const { round, epoch } = event;
    const tensors = { weights: rowTensor(new Float32Array(100).fill(seq)) };
    return { ...common, round, epoch, tensors, finishedRounds: votes(round) };
  }
  if (event.type !== 'round-finished') return null;
  const round = event.round + 1;
  return { ...common, round, epoch: 0, tensors: {}, finishedRounds: votes(round) };
}

/** Writes events until something goes wrong; the seq of the last checkpoint that was kept. */
async function writeAll(writer: RunWriter, events: readonly RunEvent[]): Promise<number> {
  let kept = -1;
  try {
    for (const event of events) {
      await writer.write(event);
      const checkpoint = checkpointAfter(event);
      if (checkpoint === null) continue;
      await writer.keepCheckpoint(checkpoint);
      kept = event.seq;
    }
    await writer.close();
  } catch {
    await writer.close().catch(() => {});
  }
  return kept;
}

const checkpoints = log.flatMap((event) => checkpointAfter(event) ?? []);

/** That what is found is a checkpoint as it was written, with the log that belongs to it. */
async function expectSound(files: Files, seq: number): Promise<void> {
  const kept = await openKeptRun(files, names);
  const expected = checkpoints.find((checkpoint) => checkpoint.seq === seq);
  expect(kept?.checkpoint).toEqual(expected);
  expect(kept?.state.seq).toBe(seq);
}

describe('a run that is written', () => {
  it('is found with its last checkpoint', async () => {
    const files = new MemoryFiles();
    expect(await openKeptRun(files, names)).toBeNull();
    await writeAll(await RunWriter.begin(files, names), log);
    await expectSound(files, checkpoints.at(-1)!.seq);
  });

  it('goes on after its checkpoint, and its log is that of one that was left alone', async () => {
    const files = new MemoryFiles();
    // An epoch of which something was told since: the one before it ended a round.
    const middle = checkpoints[2].seq;
    const writer = await RunWriter.begin(files, names);
    await writeAll(writer, log.slice(0, middle + 2));
    const kept = await openKeptRun(files, names);
    expect(kept?.checkpoint.seq).toBe(middle);
    await writeAll(await kept!.goOn(), log.slice(middle + 1));
    const text = new TextDecoder().decode((await files.read(names.log))!);
    expect(text).toBe(log.map((event) => `${JSON.stringify(event)}\n`).join(''));
    await expectSound(files, checkpoints.at(-1)!.seq);
  });

  it.each<Fault>(['nothing', 'half', 'all'])(
    'is found up to its last checkpoint, or the next, whatever change is cut off, %s of it done',
    async (fault) => {
      const changes = new FaultyFiles(new MemoryFiles(), Number.POSITIVE_INFINITY, fault);
      await writeAll(await RunWriter.begin(changes, names), log);
      for (let faultAt = 2; faultAt <= changes.changes; faultAt++) {
        const files = new MemoryFiles();
        const writer = await RunWriter.begin(new FaultyFiles(files, faultAt, fault), names);
        const kept = await writeAll(writer, log);
        const found = (await openKeptRun(files, names))?.checkpoint.seq ?? -1;
        const next = checkpoints.find(({ seq }) => seq > kept)?.seq;
        expect([kept, next]).toContain(found);
        if (found >= 0) await expectSound(files, found);
      }
    },
  );

  it('loses nothing where going on is cut off in its turn', async () => {
    for (let faultAt = 1; faultAt <= 12; faultAt++) {
      const files = new MemoryFiles();
      const middle = checkpoints[2].seq;
      await writeAll(await RunWriter.begin(files, names), log.slice(0, middle + 2));
      const again = new FaultyFiles(files, faultAt, 'half');
      const kept = await openKeptRun(again, names);
      const writer = await kept!.goOn().catch(() => null);
      if (writer !== null) await writeAll(writer, log.slice(middle + 1));
      const found = (await openKeptRun(files, names))?.checkpoint.seq ?? -1;
      expect(found).toBeGreaterThanOrEqual(middle);
      await expectSound(files, found);
    }
  });
});
