/** Writes a run among others as it goes: its log and checkpoints, and a summary for lists of runs. */
import type { RunCheckpoint } from '../../spec/run/checkpoint.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { type RunState, reduceRun } from '../../spec/run/runState.ts';
import type { SlotPair } from '../slotPair.ts';
import { summaryOf, writeSummary } from './runSummary.ts';
import type { RunWriter } from './runWriter.ts';

export class RunRecorder {
  constructor(
    private readonly writer: RunWriter,
    private readonly summary: SlotPair,
    /** What was written before; null where the run begins. */
    private state: RunState | null,
  ) {}

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

  close(): Promise<void> {
    return this.writer.close();
  }

  private async writeSummary(): Promise<void> {
    if (this.state !== null) await this.summary.write(writeSummary(summaryOf(this.state)));
  }
}
