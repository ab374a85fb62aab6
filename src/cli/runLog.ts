/** Reading the log of a run's folder back. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { logNotes } from '../analysis/log/logNotes.ts';
import { type LogRefusal, readLog } from '../analysis/log/readLog.ts';
import { refuseSpecial } from '../node/regularFile.ts';
import { UsageError } from '../node/usageError.ts';
import type { RunState } from '../spec/run/runState.ts';

/** A run as its folder has it. */
interface ReadRun {
  readonly state: RunState;
  /** What to know of its log before relying on it, for people. */
  readonly notes: readonly string[];
}

/** What the log in a folder comes to. @throws UsageError where there is no log, or a damaged one. */
export async function readRunFolder(folder: string): Promise<ReadRun> {
  const path = join(folder, 'events.jsonl');
  const unreadable = (error: Error): never => {
    throw new UsageError(
      `${path}: it could not be read (${error.message}). Give the --out folder of a run`,
    );
  };
  const found = await stat(path).catch(unreadable);
  refuseSpecial(path, found);
  const { size } = found;
  const text = async () => withoutBlankLines(await readFile(path, 'utf8').catch(unreadable));
  // Whoever trained for long has a long log; what it takes to read it is theirs to give.
  const reading = await readLog({ size, text }, Number.POSITIVE_INFINITY);
  if (!reading.ok) throw new UsageError(refusalText(path, reading.refusal));
  reading.log.leave();
  const state = reading.log.newest;
  if (state !== null) return { state, notes: logNotes(reading).map((note) => `${path}: ${note}`) };
  throw new UsageError(`${path} is empty: the run never began`);
}

/** Blank lines come of editors and of logs put together by hand; they tell nothing. */
const withoutBlankLines = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .join('\n');

function refusalText(path: string, { flaw, line, found, allowed }: LogRefusal): string {
  switch (flaw) {
    case 'empty':
      return `${path} is empty: the run never began`;
    case 'too-large':
      return `${path}: it has ${found}, and logs may have ${allowed}`;
    case 'no-event':
      return `${path}, line ${line}: this is not an event of a run. Give a log as Espalier wrote it`;
    case 'misfit':
      return `${path}, line ${line}: ${found}, allowed is ${allowed}. Give a log as Espalier wrote it`;
    case 'disorder':
      return `${path}: ${found}`;
  }
}
