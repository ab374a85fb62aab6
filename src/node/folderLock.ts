/**
 * A folder's lock: a file that says which process writes there. One whose process has ended is none.
 * On this machine the process is asked for, by its number and the moment it began, since numbers are
 * given out again; of other machines that share the folder only the lock's age tells: whoever holds
 * it touches it every few seconds.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { UsageError } from './usageError.ts';

const ownerSchema = z.object({
  host: z.string(),
  process: z.int(),
  /** What the system says of when it began; null where it does not. */
  began: z.string().nullable(),
});
type Owner = z.infer<typeof ownerSchema>;

/** Milliseconds between two touches. */
const touchInterval = 10_000;
/** Milliseconds after which an untouched lock of another machine is one that was left behind. */
const longestSilence = 90_000;

/** Another process is at work in a folder. */
export class FolderInUse extends UsageError {}

/** A lock that is held until it is let go. */
export interface FolderLock {
  letGo(): Promise<void>;
}

/**
 * Takes the lock at a path.
 * @throws FolderInUse where a process that goes on holds it.
 */
export async function lockFolder(path: string): Promise<FolderLock> {
  for (let attempt = 0; ; attempt++) {
    const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST' && attempt < 3) return null;
      throw error;
    });
    if (file === null) {
      await removeIfLeft(path);
      continue;
    }
    await file.writeFile(JSON.stringify(self()));
    await file.close();
    return held(path);
  }
}

function held(path: string): FolderLock {
  const touch = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => {});
  }, touchInterval);
  touch.unref();
  return {
    letGo: async () => {
      clearInterval(touch);
      await rm(path, { force: true });
    },
  };
}

/** What a lock's file holds, and which file it is. */
interface LockReading {
  readonly text: string;
  readonly touchedAt: number;
  readonly inode: number;
}

async function readLock(path: string): Promise<LockReading | null> {
  const [text, facts] = await Promise.all([
    readFile(path, 'utf8').catch(() => null),
    stat(path).catch(() => null),
  ]);
  if (text === null || facts === null) return null;
  return { text, touchedAt: facts.mtimeMs, inode: facts.ino };
}

/** @throws UsageError where the lock's owner goes on. */
async function removeIfLeft(path: string): Promise<void> {
  const lock = await readLock(path);
  if (lock === null) return;
  const owner = ownerIn(lock.text);
  const age = Date.now() - lock.touchedAt;
  // A lock without a word was left by a process that ended while it wrote it, or is being written.
  const isLeft = owner === null ? age > 2000 : hasEnded(owner, age);
  if (isLeft) return takeAway(path, lock);
  throw isHeldBy(
    path,
    owner === null
      ? 'Another process'
      : `Process ${owner.process} on ${JSON.stringify(owner.host)}`,
  );
}

/**
 * Removes a lock that was read. Another process may have read it as well, and have taken the lock
 * meanwhile: so it is renamed first, which one process alone can do, looked at again, and put back
 * where it is not the one that was read.
 * @throws UsageError where it cannot be put back, since a third process has taken its place.
 */
async function takeAway(path: string, read: LockReading): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = await readLock(aside);
  const isSame =
    taken !== null &&
    taken.text === read.text &&
    taken.touchedAt === read.touchedAt &&
    taken.inode === read.inode;
  if (isSame) return rm(aside, { force: true });
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw isHeldBy(path, 'Another process');
    // Some file systems have no links.
    return rename(aside, path);
  });
  await rm(aside, { force: true });
}

const isHeldBy = (path: string, who: string): FolderInUse =>
  new FolderInUse(
    `${path}: ${who} is writing a run there. Wait for its end, stop it, or choose another --out`,
  );

function ownerIn(text: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function hasEnded(owner: Owner, age: number): boolean {
  if (owner.host !== hostname()) return age > longestSilence;
  try {
    process.kill(owner.process, 0);
  } catch (error) {
    // Forbidden to ask means that there is one.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  return owner.began !== null && owner.began !== beganAt(owner.process);
}

const self = (): Owner => ({
  host: hostname(),
  process: process.pid,
  began: beganAt(process.pid),
});

/** When a process began, in the system's own words; null where it has none. */
function beganAt(pid: number): string | null {
  try {
    // The name, which stands in brackets, may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return fields?.[19] ?? null;
  } catch {
    return null;
  }
}
