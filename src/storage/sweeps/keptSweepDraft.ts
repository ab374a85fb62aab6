/**
 * The comparison that is being made and waits in no queue, as it is kept from one visit to the next. It may
 * be wrong still: what its axes set is told when it is read as a sweep, and not here.
 */
import { z } from 'zod';
import { readSpec } from '../../spec/readSpec.ts';
import { sweepFormat } from '../../spec/sweeps/sweepFormat.ts';
import { currentSweepVersion, type SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import type { Files } from '../files.ts';
import { jsonIn } from '../jsonIn.ts';
import { SlotPair } from '../slotPair.ts';
import { sweepIdSchema } from './sweepIds.ts';

/** Grows with the form; what a newer Espalier wrote is left alone. */
const draftVersion = 1;

const names: readonly [string, string] = ['comparison.a', 'comparison.b'];

const recordSchema = z.strictObject({
  version: z.literal(draftVersion),
  /** Of the kept sweep that it changes; null for a new one. */
  id: sweepIdSchema.nullable(),
  value: z.strictObject({
    format: z.literal(sweepFormat),
    version: z.literal(currentSweepVersion),
    name: z.string(),
    base: z.unknown(),
    axes: z.array(
      z.strictObject({
        name: z.string(),
        values: z.array(
          z.strictObject({ name: z.string(), set: z.record(z.string(), z.unknown()) }),
        ),
      }),
    ),
    seeds: z.array(z.number()).min(1),
    leaveOut: z.array(z.record(z.string(), z.string())).exactOptional(),
  }),
});

export interface KeptSweepDraft {
  readonly id: string | null;
  readonly value: SweepSpec;
}

/** Null where none is kept, or it cannot be read: then it has to be made anew. */
export async function readSweepDraft(files: Files): Promise<KeptSweepDraft | null> {
  const { whole } = await new SlotPair(files, names).read();
  for (const { bytes } of whole) {
    const { data } = recordSchema.safeParse(jsonIn(bytes));
    const reading = readSpec(data?.value.base);
    if (data !== undefined && reading.ok) {
      return { id: data.id, value: { ...data.value, base: reading.spec } };
    }
  }
  return null;
}

/** Keeps it in place of the one before; null keeps none. @throws StorageError where there is no room. */
export async function writeSweepDraft(files: Files, draft: KeptSweepDraft | null): Promise<void> {
  const pair = new SlotPair(files, names);
  if (draft === null) return pair.remove();
  const record = { version: draftVersion, ...draft };
  await pair.write(new TextEncoder().encode(JSON.stringify(record)));
}
