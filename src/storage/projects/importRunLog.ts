/** Takes a single log into the library, as a run of its own. */
import { DataError } from '../../data/dataError.ts';
import { exactBytes } from '../../data/limits.ts';
import { allOrNothing } from '../runs/importJournal.ts';
import type { RunArchive } from '../runs/runArchive.ts';
import { type ImportOutcome, keptUnder, writeRunContent } from './importProject.ts';
import { longestMovedLog } from './projectManifest.ts';
import { type RunContent, readLogBytes, renamedRun } from './runContent.ts';

/**
 * Takes a log in, as far as its lines are whole.
 * @throws DataError where it is no log, StorageError where there is no room; nothing is kept then.
 */
export async function importRunLog(
  archive: RunArchive,
  file: string,
  read: () => Promise<Uint8Array>,
  size: number,
): Promise<ImportOutcome> {
  const refuse = (place: string | null, found: string, allowed: string) =>
    new DataError({ file, place, found, allowed, remedy });
  if (size > longestMovedLog)
    throw refuse(null, exactBytes(size), `at most ${exactBytes(longestMovedLog)}`);
  const bytes = await read();
  const reading = await readLogBytes(bytes);
  if (!reading.ok) {
    const { line, found, allowed } = reading.fault;
    throw refuse(line === null ? null : `line ${line}`, found, allowed);
  }
  const { state, lines, digestChecked } = reading.content;
  // Without what was cut off, and with the last line whole.
  const log = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  const content: RunContent = {
    runId: state.runId,
    title: null,
    notes: '',
    log,
    state,
    digestChecked,
    placed: null,
  };
  const { runId, isKnown } = await keptUnder(archive, content);
  if (isKnown) return { taken: [], known: [runId], datasets: [], unread: [] };
  await allOrNothing(archive.files, [runId], async () => {
    const kept = runId === content.runId ? content : await renamedRun(content, runId);
    await writeRunContent(archive.files, kept);
  });
  return { taken: [runId], known: [], datasets: [], unread: [] };
}

const remedy =
  'choose a file that Espalier exported, or events.jsonl from the folder of a command-line run';
