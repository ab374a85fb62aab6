/** Reading the log of a run's folder back. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../node/usageError.ts';
import { type RunEvent, runEventSchema } from '../spec/run/runEvent.ts';
import { foldRun, type RunState } from '../spec/run/runState.ts';

/** What the log in a folder comes to. @throws UsageError where there is no log, or not a whole one. */
export async function readRunFolder(folder: string): Promise<RunState> {
  const path = join(folder, 'events.jsonl');
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(
      `${path}: it could not be read (${error.message}). Give the --out folder of a run`,
    );
  });
  const lines = text.split('\n').filter((line) => line !== '');
  const events = lines.map((line, index) => readLine(line, `${path}, line ${index + 1}`));
  try {
    const state = foldRun(events);
    if (state !== null) return state;
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
  throw new UsageError(`${path} is empty: the run never began`);
}

function readLine(line: string, place: string): RunEvent {
  try {
    return runEventSchema.parse(JSON.parse(line)) as RunEvent;
  } catch {
    throw new UsageError(
      `${place}: this is not an event of a run. Give a log as Espalier wrote it`,
    );
  }
}
