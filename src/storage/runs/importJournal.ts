/**
 * What an import is about to write, told before it writes: whoever opens the files after it was cut
 * off takes back what it names, so that nothing is ever half imported.
 */
import { z } from 'zod';
import type { Files } from '../files.ts';
import { FileInUseError } from '../memoryFiles.ts';
import { SlotPair } from '../slotPair.ts';
import { runFileOf } from './runFileNames.ts';

const journalSchema = z.strictObject({
  runs: z.array(z.string().max(64)),
  /** Names of files that belong to no run, and that the import alone has written. */
  files: z.array(z.string().max(200)),
  /** One that is about to be opened: others may be writing it as well. */
  opening: z.string().max(200).nullable().default(null),
});

type ImportJournal = Readonly<z.infer<typeof journalSchema>>;

/** Tells of a file that belongs to no run, before and after it is opened to be written. */
export interface FileJournal {
  readonly opening: (name: string) => Promise<void>;
  /** It is open and empty: what is in it from now on is the import's. */
  readonly opened: (name: string) => Promise<void>;
}

const names: [string, string] = ['import.journal.a', 'import.journal.b'];

/** The import that is under way, or was cut off; null where there is none. */
export async function pendingImport(files: Files): Promise<ImportJournal | null> {
  const { whole } = await new SlotPair(files, names).read();
  if (whole.length === 0) return null;
  return journalSchema.safeParse(JSON.parse(new TextDecoder().decode(whole[0].bytes))).data ?? null;
}

/**
 * Does what writes the named runs, and files that it tells of as it comes to them; what it throws
 * leaves none of them.
 * @throws what the work throws.
 */
export async function allOrNothing(
  files: Files,
  runs: readonly string[],
  work: (told: FileJournal) => Promise<void>,
): Promise<void> {
  const slots = new SlotPair(files, names);
  await slots.remove();
  let journal: ImportJournal = { runs: [...runs], files: [], opening: null };
  const tell = async (change: Partial<ImportJournal>) => {
    journal = { ...journal, ...change };
    await slots.write(new TextEncoder().encode(JSON.stringify(journal)));
  };
  try {
    await tell({});
    await work({
      opening: (name) => tell({ opening: name }),
      opened: (name) => tell({ files: [...journal.files, name], opening: null }),
    });
  } catch (error) {
    // What cannot be taken back now is at the next start, which finds the journal. The error to be
    // told is the one that ended the import.
    await takeBack(files, journal).then(
      () => slots.remove(),
      () => {},
    );
    throw error;
  }
  await slots.remove();
}

/**
 * Takes back what an import wrote that was cut off. Nobody may be importing meanwhile.
 * @throws StorageError where a run's file is in use: the rest is taken back all the same.
 */
export async function recoverImport(files: Files): Promise<void> {
  const journal = await pendingImport(files);
  if (journal !== null) await takeBack(files, journal);
  await new SlotPair(files, names).remove();
}

async function takeBack(files: Files, journal: ImportJournal): Promise<void> {
  const failures: unknown[] = [];
  for (const { name, bytes } of await files.list()) {
    const runId = runFileOf(name)?.runId;
    const isOfRun = runId !== undefined && journal.runs.includes(runId);
    // Before anything was written into it, the import's own is empty.
    const isOfImport = journal.files.includes(name) || (journal.opening === name && bytes === 0);
    if (!isOfRun && !isOfImport) continue;
    await files.remove(name).catch((error: unknown) => {
      // A data set that somebody uses by now is theirs.
      if (isOfRun || !(error instanceof FileInUseError)) failures.push(error);
    });
  }
  if (failures.length > 0) throw failures[0];
}
