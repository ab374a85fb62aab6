/** The list of kept runs, from their summaries; what cannot be read is listed as what it is. */
import { readLog } from '../../analysis/log/readLog.ts';
import { isStillOpen } from '../../spec/run/runState.ts';
import type { FileSize, Files } from '../files.ts';
import { SlotPair } from '../slotPair.ts';
import { pendingImport } from './importJournal.ts';
import { plainAbout, type RunAbout, readAbout } from './runAbout.ts';
import {
  type LibraryFileNames,
  namesAmongOthers,
  type RunFile,
  runFileOf,
} from './runFileNames.ts';
import { type RunSummary, readSummary, summaryOf, writeSummary } from './runSummary.ts';
import { wholeLines } from './wholeLines.ts';

/** What a run takes, in bytes. */
export interface RunBytes {
  readonly log: number;
  /** Checkpoints and trained networks: what it can be gone on from, and other runs start from. */
  readonly networks: number;
  /** Summary, name, notes and the like. */
  readonly other: number;
}

interface Kept extends RunAbout {
  readonly runId: string;
  readonly bytes: RunBytes;
  /** SHA-256 of the trained networks that are kept. */
  readonly networks: readonly string[];
}

/** A run as a list of runs shows it. */
export type ArchivedRun =
  | (Kept & RunSummary & { readonly state: 'whole' })
  /** Neither its summary nor its log can be read: what is left can be exported, or removed. */
  | (Kept & { readonly state: 'damaged' })
  /** Written by a newer Espalier, and left alone. */
  | (Kept & { readonly state: 'newer'; readonly version: number });

/** A run that can be read. */
export type WholeRun = Extract<ArchivedRun, { state: 'whole' }>;

interface FileOfRun extends RunFile {
  readonly bytes: number;
  readonly modified?: number;
}

/** What a run was listed as. */
export interface KnownListing {
  /** Its small files as they were then. */
  readonly files: string;
  readonly about: RunAbout;
  readonly summary: RunSummary;
  /** What it took then, and the networks that were kept of it. */
  readonly bytes: RunBytes;
  readonly networks: readonly string[];
}

/** What runs were listed as, each while its small files are as they were then. */
export type KnownListings = Map<string, KnownListing>;

/**
 * All runs, the newest first, then those that cannot be read; not those that are being taken in.
 * @param known of earlier lists of the same files: what is as it was is not read again.
 */
export async function listRuns(
  files: Files,
  known: KnownListings = new Map(),
): Promise<ArchivedRun[]> {
  const pending = await pendingImport(files);
  const byRun = new Map<string, FileOfRun[]>();
  for (const file of filesOfRuns(await files.list())) {
    if (pending?.runs.includes(file.runId)) continue;
    const others = byRun.get(file.runId);
    if (others === undefined) byRun.set(file.runId, [file]);
    else others.push(file);
  }
  for (const runId of known.keys()) if (!byRun.has(runId)) known.delete(runId);
  const runs = await Promise.all(
    [...byRun].map(([runId, ofRun]) => new RunListing(files, runId, ofRun).listed(known)),
  );
  return newestFirst(runs.flatMap((run) => run ?? []));
}

/** Runs as they were listed earlier: what has become of them since is not looked up. */
export function listedBefore(known: KnownListings): ArchivedRun[] {
  return newestFirst(
    [...known.values()].map(({ about, summary, bytes, networks }) => ({
      ...about,
      bytes,
      networks,
      ...summary,
      state: 'whole',
    })),
  );
}

function newestFirst(runs: ArchivedRun[]): ArchivedRun[] {
  const startedAt = (run: ArchivedRun) => (run.state === 'whole' ? run.startedAt : 0);
  return runs.sort((a, b) => startedAt(b) - startedAt(a));
}

const filesOfRuns = (files: readonly FileSize[]): FileOfRun[] =>
  files.flatMap(({ name, ...size }) => {
    const file = runFileOf(name);
    return file === null ? [] : [{ ...file, ...size }];
  });

class RunListing {
  private readonly names: LibraryFileNames;

  constructor(
    private readonly files: Files,
    private readonly runId: string,
    private readonly ofRun: readonly FileOfRun[],
  ) {
    this.names = namesAmongOthers(runId);
  }

  /** The run as it is known, where its small files are as they were; else as it is described. */
  async listed(known: KnownListings): Promise<ArchivedRun | null> {
    // Null where there are empty files and nothing else: the run was cut off before it began.
    if (this.ofRun.every(({ bytes }) => bytes === 0)) return null;
    const files = this.smallFiles();
    const before = known.get(this.runId);
    if (before !== undefined && before.files === files) {
      const kept = this.kept(before.about);
      const { bytes, networks } = kept;
      known.set(this.runId, { ...before, bytes, networks });
      return { ...kept, ...before.summary, state: 'whole' };
    }
    known.delete(this.runId);
    const [about, summary] = [await this.about(), await this.summary()];
    const kept = this.kept(about);
    if (typeof summary === 'number') return { ...kept, state: 'newer', version: summary };
    if (summary === null) return { ...kept, state: 'damaged' };
    const { bytes, networks } = kept;
    if (files !== null) known.set(this.runId, { files, about, summary, bytes, networks });
    return { ...kept, ...summary, state: 'whole' };
  }

  /** What a listing is made of, by name, size and time; null where times are not known. */
  private smallFiles(): string | null {
    const small = this.ofRun.filter(({ holds }) => holds === 'summary' || holds === 'about');
    if (small.some(({ modified }) => modified === undefined)) return null;
    const told = small.map(({ part, bytes, modified }) => `${part} ${bytes} ${modified}`);
    return [...told.sort(), this.bytesOf('log') > 0].join('\n');
  }

  private kept(about: RunAbout): Kept {
    return {
      ...about,
      runId: this.runId,
      bytes: this.bytes(),
      networks: this.ofRun.flatMap(({ hash }) => hash ?? []).sort(),
    };
  }

  /** The summary, or the version of one that only a newer Espalier can read; null without either. */
  private async summary(): Promise<RunSummary | number | null> {
    if (this.bytesOf('log') === 0) return null;
    const slots = new SlotPair(this.files, this.names.summary);
    for (const { bytes } of (await slots.read()).whole) {
      const reading = readSummary(bytes);
      if (reading.state === 'newer') return reading.version;
      if (reading.state === 'whole' && reading.summary.runId === this.runId) return reading.summary;
      if (reading.state === 'older') break;
    }
    const made = await this.summaryOfLog();
    // Of a run that goes on, whoever trains it writes the next.
    if (made !== null && !isStillOpen(made)) await slots.write(writeSummary(made)).catch(() => {});
    return made;
  }

  private async summaryOfLog(): Promise<RunSummary | null> {
    const bytes = await this.files.read(this.names.log);
    const whole = wholeLines(bytes ?? new Uint8Array());
    const text = async () => new TextDecoder().decode(whole);
    const reading = await readLog({ size: whole.length, text }, Number.POSITIVE_INFINITY);
    const state = reading.ok ? reading.log.newest : null;
    return state?.runId === this.runId ? summaryOf(state) : null;
  }

  private async about(): Promise<RunAbout> {
    if (this.bytesOf('about') === 0) return plainAbout;
    const { whole } = await new SlotPair(this.files, this.names.about).read();
    return whole.flatMap(({ bytes }) => readAbout(bytes) ?? []).at(0) ?? plainAbout;
  }

  private bytes(): RunBytes {
    const networks = this.bytesOf('checkpoint') + this.bytesOf('network');
    const small: RunFile['holds'][] = ['summary', 'about', 'outcome', 'unknown'];
    const other = small.reduce((sum, kind) => sum + this.bytesOf(kind), 0);
    return { log: this.bytesOf('log'), networks, other };
  }

  private bytesOf(kind: RunFile['holds']): number {
    return this.ofRun.reduce((sum, { holds, bytes }) => sum + (holds === kind ? bytes : 0), 0);
  }
}
