/**
 * The queue of runs that wait to be trained one after another, as it is kept beyond a visit: which
 * runs, by the hashes of their experiments, in which order, and whether it rests. What a run has come
 * to is not told here: the library of runs knows, so that the two can never disagree.
 */
import { z } from 'zod';
import type { Files } from '../files.ts';
import { jsonIn } from '../jsonIn.ts';
import { SlotPair } from '../slotPair.ts';
import { sweepIdSchema } from './sweepIds.ts';

/** Grows with the form; what a newer Espalier wrote is left alone. */
export const queueVersion = 2;

/** As many runs as a sweep may have, some times over. */
const mostRuns = 100_000;

const names: readonly [string, string] = ['queue.a', 'queue.b'];
const text = z.string().max(20_000);

const queueSchema = z.strictObject({
  version: z.literal([1, queueVersion]),
  /** Runs that the queue has come through since it was last empty. */
  done: z.int().min(0),
  /** Whether a person has it rest. */
  isPaused: z.boolean(),
  runs: z
    .array(
      z.strictObject({
        sweep: sweepIdSchema,
        others: z.array(sweepIdSchema).min(1).optional(),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        failure: z.strictObject({ message: text, remedy: text }).nullable(),
      }),
    )
    .max(mostRuns),
});

export type KeptQueue = Readonly<Omit<z.infer<typeof queueSchema>, 'version' | 'runs'>> & {
  readonly runs: readonly QueuedRun[];
};

/** A run that waits. */
export interface QueuedRun {
  /** Id of the kept sweep that it was queued for. */
  readonly sweep: string;
  /** Further sweeps that it was queued for; since version 2, absent where there are none. */
  readonly others?: readonly string[] | undefined;
  /** Of its experiment. */
  readonly hash: string;
  /** Why it did not come to its end; null while it has not been tried, or is to be tried again. */
  readonly failure: { readonly message: string; readonly remedy: string } | null;
}

export const emptyQueue: KeptQueue = { done: 0, isPaused: false, runs: [] };

/** What is kept of a queue. */
export type QueueReading =
  /** As it was written last, or before a write that was cut off; empty where none was ever written. */
  | { readonly state: 'whole'; readonly queue: KeptQueue }
  /** Neither of its files can be read: the sweeps are there still, and can be queued again. */
  | { readonly state: 'damaged' }
  /** Written by a newer Espalier, and left alone. */
  | { readonly state: 'newer'; readonly version: number };

export async function readQueue(files: Files): Promise<QueueReading> {
  const { whole, isTorn } = await new SlotPair(files, names).read();
  for (const { bytes } of whole) {
    const found = jsonIn(bytes);
    const version = z.object({ version: z.int().min(1) }).safeParse(found).data?.version ?? 0;
    if (version > queueVersion) return { state: 'newer', version };
    const { data } = queueSchema.safeParse(found);
    if (data === undefined) continue;
    const { version: _version, ...queue } = data;
    return { state: 'whole', queue };
  }
  // Of a first write that was cut off nothing is lost.
  const isNone = whole.length === 0 && (!isTorn || (await holdOneAtMost(files)));
  return isNone ? { state: 'whole', queue: emptyQueue } : { state: 'damaged' };
}

/** @throws StorageError where there is no room: what was there stays. */
export async function writeQueue(files: Files, queue: KeptQueue): Promise<void> {
  // As long as no two sweeps share a run, an Espalier of before can read it.
  const version = queue.runs.some(({ others }) => others !== undefined) ? queueVersion : 1;
  const bytes = new TextEncoder().encode(JSON.stringify({ version, ...queue }));
  await new SlotPair(files, names).write(bytes);
}

async function holdOneAtMost(files: Files): Promise<boolean> {
  const present = (await files.list()).filter(({ name }) => names.includes(name));
  return present.length < 2;
}
