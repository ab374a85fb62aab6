/** The runs that are kept beyond a visit, each under its id. */
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { hashBytes } from '../../lib/hash.ts';
import type { Files } from '../files.ts';
import { SlotPair } from '../slotPair.ts';
import { StorageError } from '../storageError.ts';
import { KeptOutcome } from './keptOutcome.ts';
import { type KeptRun, openKeptRun } from './keptRun.ts';
import { type ArchivedRun, type KnownListings, listedBefore, listRuns } from './listedRuns.ts';
import { plainAbout, type RunAbout, readAbout, writeAbout } from './runAbout.ts';
import { namesAmongOthers, type RunFile, runFileOf } from './runFileNames.ts';
import { RunIndex } from './runIndex.ts';
import { RunRecorder } from './runRecorder.ts';
import { RunWriter } from './runWriter.ts';
import { wholeLines } from './wholeLines.ts';

/** A file of a run, to be read. */
export interface ArchivedFile extends RunFile {
  readonly read: () => Promise<Uint8Array | null>;
}

export class RunArchive {
  private readonly index: RunIndex;
  private known: Promise<KnownListings> | null = null;

  constructor(readonly files: Files) {
    this.index = new RunIndex(files);
  }

  /** All runs, the newest first, then those that cannot be read. */
  async list(): Promise<ArchivedRun[]> {
    const known = await this.readIndex();
    const runs = await listRuns(this.files, known);
    await this.index.keep(known);
    return runs;
  }

  /** Runs as its index has them, at once: what has become of them since is not looked up. */
  async listBefore(): Promise<ArchivedRun[]> {
    return listedBefore(await this.readIndex());
  }

  private readIndex(): Promise<KnownListings> {
    this.known ??= this.index.read().catch((error: unknown): KnownListings => {
      // Without its index everything is listed all the same.
      if (error instanceof StorageError) return new Map();
      // Whoever lists next asks again.
      this.known = null;
      throw error;
    });
    return this.known;
  }

  /** Begins to write a run. @throws StorageError where there is no room. */
  async begin(runId: string): Promise<RunRecorder> {
    const names = namesAmongOthers(runId);
    return new RunRecorder(this.files, names, await RunWriter.begin(this.files, names), null);
  }

  /** What a run can be gone on with from; null where nothing sound is kept of it. */
  find(runId: string): Promise<KeptRun | null> {
    return openKeptRun(this.files, namesAmongOthers(runId));
  }

  /** Goes on writing a run that was found. */
  async goOn({ checkpoint, state, goOn }: KeptRun): Promise<RunRecorder> {
    const names = namesAmongOthers(checkpoint.runId);
    return new RunRecorder(this.files, names, await goOn(), state);
  }

  /** The log of a run as far as its lines are whole; null where there is none. */
  async log(runId: string): Promise<Uint8Array | null> {
    const bytes = await this.files.read(namesAmongOthers(runId).log);
    return bytes === null ? null : wholeLines(bytes);
  }

  /**
   * What a run has come to, as it stood at a time or later; null where neither what is kept of it nor
   * its log can be read.
   * @param since when it was last written to, in milliseconds since 1970.
   */
  outcome(runId: string, since: number): Promise<RunOutcome | null> {
    return new KeptOutcome(this.files, runId).read(since);
  }

  /** Whether any file of that run is there. */
  async holds(runId: string): Promise<boolean> {
    return (await this.files.list()).some(({ name }) => runFileOf(name)?.runId === runId);
  }

  /** The files of a run, each under the part of its name that is its own. */
  async filesOf(runId: string): Promise<ArchivedFile[]> {
    return (await this.files.list()).flatMap(({ name }) => {
      const file = runFileOf(name);
      if (file?.runId !== runId) return [];
      return [{ ...file, read: () => this.files.read(name) }];
    });
  }

  /** A trained network that any run left, by the SHA-256 of its file; null where none is whole. */
  async network(hash: string): Promise<Uint8Array | null> {
    for (const { name } of await this.files.list()) {
      if (runFileOf(name)?.hash !== hash) continue;
      const bytes = await this.files.read(name);
      if (bytes !== null && hashBytes(bytes) === hash) return bytes;
    }
    return null;
  }

  async about(runId: string): Promise<RunAbout> {
    const { whole } = await new SlotPair(this.files, namesAmongOthers(runId).about).read();
    if (whole.length === 0) return plainAbout;
    const about = whole.flatMap(({ bytes }) => readAbout(bytes) ?? []).at(0);
    if (about !== undefined) return about;
    throw new StorageError(
      'What was written about this run is of a newer Espalier, and stays as it is.',
      'Reload this page to get the newer one.',
    );
  }

  /**
   * Changes what is kept about a run beside its log.
   * @throws StorageError where there is no room: what was there stays.
   */
  async describe(runId: string, change: Partial<RunAbout>): Promise<void> {
    const about = { ...(await this.about(runId)), ...change };
    await new SlotPair(this.files, namesAmongOthers(runId).about).write(writeAbout(about));
  }

  /** Removes what can be gone on from, and the trained networks; the log stays. */
  async dropNetworks(runId: string): Promise<void> {
    await this.removeFiles(runId, ({ holds }) => holds === 'checkpoint' || holds === 'network');
  }

  /** Removes all that is kept of a run; last what says that it was deleted. */
  async remove(runId: string): Promise<void> {
    await this.removeFiles(runId, ({ holds }) => holds !== 'about');
    await this.removeFiles(runId, () => true);
  }

  private async removeFiles(runId: string, isMeant: (file: RunFile) => boolean): Promise<void> {
    for (const { name } of await this.files.list()) {
      const file = runFileOf(name);
      if (file?.runId === runId && isMeant(file)) await this.files.remove(name);
    }
  }
}
