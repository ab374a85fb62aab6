import { hashBytes } from '../../lib/hash.ts';
import type { RunCheckpoint } from '../../spec/run/checkpoint.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { type RunState, reduceRun } from '../../spec/run/runState.ts';
import type { Files } from '../files.ts';
import { SlotPair } from '../slotPair.ts';
import { writeFile } from '../writeFile.ts';
import { CheckpointStore } from './checkpointStore.ts';
import { allOrNothing } from './importJournal.ts';
import { plainAbout, writeAbout } from './runAbout.ts';
import { namesAmongOthers } from './runFileNames.ts';
import { summaryOf, writeSummary } from './runSummary.ts';

/** The beginning of a run, to be kept under an id of its own. */
export interface BegunRun {
  readonly events: readonly RunEvent[];
  /** After the last of the events. */
  readonly checkpoint: RunCheckpoint;
  /** Files of the networks that it has trained. */
  readonly networks: readonly Uint8Array[];
  readonly title: string | null;
  readonly notes: string;
}

/**
 * Keeps the beginning of a run under another id than its events name, to be gone on with: all of it, or
 * nothing. Nobody may be importing meanwhile.
 * @throws StorageError where there is no room.
 */
export async function writeLongerRun(files: Files, runId: string, begun: BegunRun): Promise<void> {
  const names = namesAmongOthers(runId);
  const events = begun.events.map((event) => ({ ...event, runId }));
  const log = new TextEncoder().encode(
    events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  );
  const state = events.reduce<RunState | null>((before, event) => reduceRun(before, event), null);
  if (state === null) throw new RangeError('The beginning of a run has an event');
  const { title, notes, checkpoint, networks } = begun;
  await allOrNothing(files, [runId], async () => {
    for (const bytes of networks) await writeFile(files, names.network(hashBytes(bytes)), bytes);
    await writeFile(files, names.log, log);
    await new CheckpointStore(files, names).write({ ...checkpoint, runId }, log.length, '');
    await new SlotPair(files, names.about).write(writeAbout({ ...plainAbout, title, notes }));
    await new SlotPair(files, names.summary).write(writeSummary(summaryOf(state)));
  });
}
