/** Sweeps and the queue as they are kept: whole whatever cuts a write off, told where they are not. */
import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { MemoryFiles } from '../memoryFiles.ts';
import { SlotPair } from '../slotPair.ts';
import { unlessStorage } from '../storageError.ts';
import { type Fault, FaultyFiles } from '../testing/faultyFiles.ts';
import { writeFile } from '../writeFile.ts';
import { emptyQueue, type KeptQueue, readQueue, writeQueue } from './keptQueue.ts';
import { listSweeps, removeSweep, writeSweep } from './keptSweep.ts';

const sweepOf = (name: string): SweepSpec => {
  const reading = readSweep({
    format: 'espalier-sweep',
    version: 1,
    name,
    base: defaultSpec,
    axes: [{ path: 'method.mu', values: [0.5, 0.7] }],
    seeds: { first: 1, count: 3 },
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.sweep;
};

const keptOf = (id: string, addedAt: number) => ({ id, addedAt, sweep: sweepOf(`Sweep ${id}`) });
const queueOf = (done: number): KeptQueue => ({
  done,
  isPaused: true,
  runs: [
    { sweep: 'one', hash: 'a'.repeat(64), failure: null },
    { sweep: 'one', hash: 'b'.repeat(64), failure: { message: 'No.', remedy: '' } },
  ],
});
const jsonBytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('kept sweeps', () => {
  it('are listed as they were written last, the newest first', async () => {
    const files = new MemoryFiles();
    await writeSweep(files, keptOf('one', 1));
    await writeSweep(files, keptOf('two', 2));
    await writeSweep(files, { ...keptOf('one', 1), sweep: sweepOf('Longer') });
    const listed = await listSweeps(files);
    expect(listed).toEqual([
      { state: 'whole', ...keptOf('two', 2) },
      { state: 'whole', id: 'one', addedAt: 1, sweep: sweepOf('Longer') },
    ]);
    await removeSweep(files, 'two');
    expect((await listSweeps(files)).map(({ id }) => id)).toEqual(['one']);
  });

  it('are told of where they cannot be read, and left alone where they are newer', async () => {
    const files = new MemoryFiles();
    await writeSweep(files, keptOf('whole', 1));
    const record = { version: 1, ...keptOf('wrong', 1) };
    const sweep = { ...record.sweep, seeds: [] };
    await new SlotPair(files, ['sweep-wrong.a', 'sweep-wrong.b']).write(
      jsonBytes({ ...record, sweep }),
    );
    await new SlotPair(files, ['sweep-newer.a', 'sweep-newer.b']).write(
      jsonBytes({ ...record, version: 2 }),
    );
    await writeFile(files, 'sweep-torn.a', jsonBytes(record));
    const listed = await listSweeps(files);
    expect(listed.map(({ id, state }) => `${id} ${state}`).sort()).toEqual([
      'newer newer',
      'torn damaged',
      'whole whole',
      'wrong damaged',
    ]);
    expect(listed[0]).toMatchObject({ id: 'whole' });
  });
});

describe('the kept queue', () => {
  it('is empty where none was written, and else the one written last', async () => {
    const files = new MemoryFiles();
    expect(await readQueue(files)).toEqual({ state: 'whole', queue: emptyQueue });
    for (const done of [1, 2, 3]) await writeQueue(files, queueOf(done));
    expect(await readQueue(files)).toEqual({ state: 'whole', queue: queueOf(3) });
  });

  it('knows runs of several sweeps, and is what an earlier Espalier reads where there are none', async () => {
    const files = new MemoryFiles();
    const queue = queueOf(1);
    await writeQueue(files, queue);
    const [slot] = (await new SlotPair(files, ['queue.a', 'queue.b']).read()).whole;
    expect(new TextDecoder().decode(slot.bytes)).toContain('"version":1');
    const [first, ...others] = queue.runs;
    const shared = { ...queue, runs: [{ ...first, others: ['two', 'three'] }, ...others] };
    await writeQueue(files, shared);
    expect(await readQueue(files)).toEqual({ state: 'whole', queue: shared });
  });

  it('is told of where it is damaged or of a newer Espalier', async () => {
    const files = new MemoryFiles();
    await writeQueue(files, queueOf(1));
    await writeQueue(files, queueOf(2));
    for (const name of ['queue.a', 'queue.b']) await writeFile(files, name, jsonBytes('torn'));
    expect(await readQueue(files)).toEqual({ state: 'damaged' });
    const slots = new SlotPair(files, ['queue.a', 'queue.b']);
    await slots.write(jsonBytes({ version: 3, anything: true }));
    expect(await readQueue(files)).toEqual({ state: 'newer', version: 3 });
    await slots.write(jsonBytes({ ...queueOf(1), version: 1, done: -1 }));
    expect(await readQueue(files)).toEqual({ state: 'newer', version: 3 });
  });

  it.each<Fault>(['nothing', 'half', 'all'])(
    'is as before a write that was cut off, or as after it, %s of it done',
    async (fault) => {
      for (let faultAt = 1; faultAt <= 9; faultAt++) {
        const files = new MemoryFiles();
        const faulty = new FaultyFiles(files, faultAt, fault);
        let written = 0;
        for (const done of [1, 2, 3]) {
          const isDone = await writeQueue(faulty, queueOf(done)).then(() => true, unlessStorage);
          if (isDone === null) break;
          written = done;
        }
        const reading = await readQueue(files);
        const done = reading.state === 'whole' ? reading.queue.done : null;
        expect([written, written + 1]).toContain(done);
      }
    },
  );
});
