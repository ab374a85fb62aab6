/**
 * What an import is about to write, told before it writes: whoever opens the files after it was cut
 * off takes back what it names, so that nothing is ever half imported.
 */
import { z } from 'zod';
import type { Files } from '../files.ts';
import { SlotPair } from '../slotPair.ts';
import { runFileOf } from './runFileNames.ts';

const journalSchema = z.strictObject({
  runs: z.array(z.string().max(64)),
  /** Names of files that belong to no run. */
  files: z.array(z.string().max(200)),
});

export type ImportJournal = Readonly<z.infer<typeof journalSchema>>;

const names: [string, string] = ['import.journal.a', 'import.journal.b'];

/** The import that is under way, or was cut off; null where there is none. */
export async function pendingImport(files: Files): Promise<ImportJournal | null> {
  const { whole } = await new SlotPair(files, names).read();
  if (whole.length === 0) return null;
  return journalSchema.safeParse(JSON.parse(new TextDecoder().decode(whole[0].bytes))).data ?? null;
}

/**
 * Does what writes the named runs and files; what it throws leaves none of them.
 * @throws what the work throws.
 */
export async function allOrNothing(
  files: Files,
  journal: ImportJournal,
  work: () => Promise<void>,
): Promise<void> {
  const slots = new SlotPair(files, names);
  await slots.remove();
  try {
    await slots.write(new TextEncoder().encode(JSON.stringify(journal)));
    await work();
  } catch (error) {
    await takeBack(files, journal);
    await slots.remove();
    throw error;
  }
  await slots.remove();
}

/** Takes back what an import wrote that was cut off. Nobody may be importing meanwhile. */
export async function recoverImport(files: Files): Promise<void> {
  const journal = await pendingImport(files);
  if (journal !== null) await takeBack(files, journal);
  await new SlotPair(files, names).remove();
}

async function takeBack(files: Files, journal: ImportJournal): Promise<void> {
  for (const { name } of await files.list()) {
    const runId = runFileOf(name)?.runId;
    const isOfImport =
      journal.files.includes(name) || (runId !== undefined && journal.runs.includes(runId));
    if (isOfImport) await files.remove(name);
  }
}
