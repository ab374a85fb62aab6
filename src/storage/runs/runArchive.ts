/** The runs that are kept beyond a visit, each under its id. */
import type { Files } from '../files.ts';
import { SlotPair } from '../slotPair.ts';
import { type KeptRun, openKeptRun } from './keptRun.ts';
import { namesAmongOthers } from './runFileNames.ts';
import { RunRecorder } from './runRecorder.ts';
import { type RunSummary, readSummary } from './runSummary.ts';
import { RunWriter } from './runWriter.ts';

/** A run as a list of runs shows it. */
export interface ArchivedRun extends RunSummary {
  /** Of its log, checkpoints and summary together. */
  readonly bytes: number;
}

const fileOfRun = /^run-([0-9a-z-]{1,64})\.summary\.[ab]$/;
const filesStart = (runId: string) => `run-${runId}.`;

export class RunArchive {
  constructor(private readonly files: Files) {}

  /** All runs, the newest first; one whose summary cannot be read is left out. */
  async list(): Promise<ArchivedRun[]> {
    const files = await this.files.list();
    const ids = new Set(files.flatMap(({ name }) => fileOfRun.exec(name)?.[1] ?? []));
    const runs = await Promise.all([...ids].map((runId) => this.summaryOf(runId)));
    return runs
      .flatMap((summary) => summary ?? [])
      .map((summary) => ({ ...summary, bytes: bytesUnder(files, filesStart(summary.runId)) }))
      .sort((a, b) => b.startedAt - a.startedAt);
  }

  /** Begins to write a run. @throws StorageError where there is no room. */
  async begin(runId: string): Promise<RunRecorder> {
    const writer = await RunWriter.begin(this.files, namesAmongOthers(runId));
    return new RunRecorder(writer, this.summarySlots(runId), null);
  }

  /** What a run can be gone on with from; null where nothing sound is kept of it. */
  find(runId: string): Promise<KeptRun | null> {
    return openKeptRun(this.files, namesAmongOthers(runId));
  }

  /** Goes on writing a run that was found. */
  async goOn({ checkpoint, state, goOn }: KeptRun): Promise<RunRecorder> {
    return new RunRecorder(await goOn(), this.summarySlots(checkpoint.runId), state);
  }

  /** The log of a run as far as its lines are whole; null where there is none. */
  async log(runId: string): Promise<Uint8Array | null> {
    const bytes = await this.files.read(namesAmongOthers(runId).log);
    return bytes?.subarray(0, bytes.lastIndexOf(newline) + 1) ?? null;
  }

  /** Removes all that is kept of a run. */
  async remove(runId: string): Promise<void> {
    for (const { name } of await this.files.list()) {
      if (name.startsWith(filesStart(runId))) await this.files.remove(name);
    }
  }

  private async summaryOf(runId: string): Promise<RunSummary | null> {
    const { whole } = await this.summarySlots(runId).read();
    for (const { bytes } of whole) {
      const summary = readSummary(bytes);
      if (summary?.runId === runId) return summary;
    }
    return null;
  }

  private summarySlots(runId: string): SlotPair {
    return new SlotPair(this.files, [`run-${runId}.summary.a`, `run-${runId}.summary.b`]);
  }
}

const newline = '\n'.charCodeAt(0);

const bytesUnder = (files: readonly { name: string; bytes: number }[], start: string): number =>
  files.reduce((sum, { name, bytes }) => sum + (name.startsWith(start) ? bytes : 0), 0);
