/** The runs that lie below some folders, however they are spread there. */
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../node/usageError.ts';

/** A folder with what a run leaves. */
export interface FoundRun {
  readonly folder: string;
  /** Whether `result.json` is there; else it has a log alone. */
  readonly hasResult: boolean;
}

/**
 * Every folder below the given ones that holds a run, by path. Links to folders are not followed.
 * @throws UsageError for a folder that cannot be read.
 */
export async function foundRuns(folders: readonly string[]): Promise<FoundRun[]> {
  const found = new Map<string, FoundRun>();
  for (const folder of folders) {
    await access(folder).catch(unreadable(folder));
    for (const run of await runsBelow(folder)) found.set(run.folder, run);
  }
  return [...found.values()].sort((one, other) => (one.folder < other.folder ? -1 : 1));
}

async function runsBelow(folder: string): Promise<FoundRun[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      // It may have been moved away meanwhile.
      return error.code === 'ENOENT' ? [] : unreadable(folder)(error);
    },
  );
  const files = new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name));
  const hasResult = files.has('result.json');
  const found = hasResult || files.has('events.jsonl') ? [{ folder, hasResult }] : [];
  for (const entry of entries) {
    if (entry.isDirectory()) found.push(...(await runsBelow(join(folder, entry.name))));
  }
  return found;
}

const unreadable =
  (folder: string) =>
  (error: Error): never => {
    throw new UsageError(
      `${folder}: it could not be read (${error.message}). Give the folder of a sweep’s results`,
    );
  };

/** What a run's log tells without all of it being read: its first event, and how many epochs ended. */
export async function logHead(
  folder: string,
): Promise<{ readonly started: unknown; readonly epochs: number } | null> {
  const text = await readFile(join(folder, 'events.jsonl'), 'utf8').catch(() => null);
  const end = text?.indexOf('\n') ?? -1;
  if (text === null || end < 0) return null;
  try {
    const started: unknown = JSON.parse(text.slice(0, end));
    return { started, epochs: text.split('"type":"epoch-finished"').length - 1 };
  } catch {
    return null;
  }
}
