/**
 * Writes a run among others as it goes: its log and checkpoints, its trained networks, and a summary
 * for lists of runs.
 */
import type { RunCheckpoint } from '../../spec/run/checkpoint.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { type RunState, reduceRun } from '../../spec/run/runState.ts';
import type { Files } from '../files.ts';
import { SlotPair } from '../slotPair.ts';
import { unlessStorage } from '../storageError.ts';
import { writeFile } from '../writeFile.ts';
import { CheckpointStore } from './checkpointStore.ts';
import { writeOutcome } from './outcomeFile.ts';
import type { LibraryFileNames } from './runFileNames.ts';
import { summaryOf, writeSummary } from './runSummary.ts';
import type { RunWriter } from './runWriter.ts';

export class RunRecorder {
  private readonly summary: SlotPair;
  /** Whether the summary could not be written when it was due. */
  private isSummaryBehind = false;

  constructor(
    private readonly files: Files,
    private readonly names: LibraryFileNames,
    private readonly writer: RunWriter,
    /** What was written before; null where the run begins. */
    private state: RunState | null,
  ) {
    this.summary = new SlotPair(files, names.summary);
  }

  /** @throws StorageError where there is no room. */
  async write(event: RunEvent): Promise<void> {
    const phaseBefore = this.state?.phase;
    this.state = reduceRun(this.state, event);
    await this.writer.write(event);
    if (this.state.phase !== phaseBefore) await this.writeSummary();
  }

  /** @throws StorageError where there is no room: the checkpoint before stays. */
  async keepCheckpoint(checkpoint: RunCheckpoint): Promise<void> {
    await this.writer.keepCheckpoint(checkpoint);
    await this.writeSummary();
  }

  /** Keeps a trained network, by the SHA-256 of its file. @throws StorageError where there is no room. */
  async keepNetwork(hash: string, bytes: Uint8Array): Promise<void> {
    await writeFile(this.files, this.names.network(hash), bytes);
  }

  /** Ends the writing. @throws StorageError where the log or its summary could not be ended. */
  async close(): Promise<void> {
    await this.writer.close();
    // A finished run needs no checkpoint any more, but one that lists take for interrupted does.
    if (this.isSummaryBehind) await this.writeSummary();
    await this.keepOutcome();
    if (this.state?.phase !== 'finished') return;
    // Where they cannot be removed, as by a page that is too old to, they take room and no more.
    await new CheckpointStore(this.files, this.names).remove().catch(unlessStorage);
  }

  /** Where it cannot be written, it is made of the log when it is asked for. */
  private async keepOutcome(): Promise<void> {
    if (this.state === null) return;
    const bytes = writeOutcome(this.state);
    await writeFile(this.files, this.names.outcome, bytes).catch(unlessStorage);
  }

  private async writeSummary(): Promise<void> {
    if (this.state === null) return;
    this.isSummaryBehind = true;
    await this.summary.write(writeSummary(summaryOf(this.state)));
    this.isSummaryBehind = false;
  }
}
