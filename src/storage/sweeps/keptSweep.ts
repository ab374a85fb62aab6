/**
 * A sweep as it is kept beyond a visit, in a pair of files of its own. Of the runs nothing is told: they
 * are found in the library of runs by the hashes of their experiments.
 */
import { z } from 'zod';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import type { Files } from '../files.ts';
import { jsonIn } from '../jsonIn.ts';
import { SlotPair } from '../slotPair.ts';
import { sweepIdSchema } from './sweepIds.ts';

/** Grows with the form; what a newer Espalier wrote is left alone. */
export const keptSweepVersion = 1;

const recordSchema = z.strictObject({
  version: z.literal(keptSweepVersion),
  id: sweepIdSchema,
  /** When it was first queued, in milliseconds since 1970. */
  addedAt: z.number(),
  sweep: z.unknown(),
});

export interface KeptSweep {
  readonly id: string;
  readonly addedAt: number;
  readonly sweep: SweepSpec;
}

/** A sweep as it is found. */
export type ListedSweep =
  | (KeptSweep & { readonly state: 'whole' })
  /** Neither of its files can be read; its runs are in the library still. */
  | { readonly state: 'damaged'; readonly id: string }
  /** Written by a newer Espalier, and left alone. */
  | { readonly state: 'newer'; readonly id: string; readonly version: number };

const namesOf = (id: string): readonly [string, string] => [`sweep-${id}.a`, `sweep-${id}.b`];

/** @throws StorageError where there is no room: what was there stays. */
export async function writeSweep(files: Files, { id, addedAt, sweep }: KeptSweep): Promise<void> {
  const record = { version: keptSweepVersion, id, addedAt, sweep };
  const bytes = new TextEncoder().encode(JSON.stringify(record));
  await new SlotPair(files, namesOf(id)).write(bytes);
}

export async function removeSweep(files: Files, id: string): Promise<void> {
  await new SlotPair(files, namesOf(id)).remove();
}

/** All sweeps, the newest first, then those that cannot be read. */
export async function listSweeps(files: Files): Promise<ListedSweep[]> {
  const ids = (await files.list()).flatMap(({ name }) => {
    const id = /^sweep-([0-9a-z-]{1,64})\.[ab]$/.exec(name)?.[1];
    return id === undefined ? [] : [id];
  });
  const listed = await Promise.all([...new Set(ids)].map((id) => listedSweep(files, id)));
  const addedAt = (one: ListedSweep) => (one.state === 'whole' ? one.addedAt : 0);
  return listed.flatMap((one) => one ?? []).sort((a, b) => addedAt(b) - addedAt(a));
}

/** Null for one whose first write was cut off before anything of it was there. */
async function listedSweep(files: Files, id: string): Promise<ListedSweep | null> {
  const { whole, isTorn } = await new SlotPair(files, namesOf(id)).read();
  for (const { bytes } of whole) {
    const found = jsonIn(bytes);
    const version = z.object({ version: z.int().min(1) }).safeParse(found).data?.version ?? 0;
    if (version > keptSweepVersion) return { state: 'newer', id, version };
    const { data } = recordSchema.safeParse(found);
    const reading = data?.id === id ? readSweep(data.sweep) : null;
    if (data === undefined || !reading?.ok) continue;
    return { state: 'whole', id, addedAt: data.addedAt, sweep: reading.sweep };
  }
  return whole.length === 0 && isTorn && (await bytesOf(files, id)) === 0
    ? null
    : { state: 'damaged', id };
}

async function bytesOf(files: Files, id: string): Promise<number> {
  const names = namesOf(id);
  return (await files.list())
    .filter(({ name }) => names.includes(name))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}
