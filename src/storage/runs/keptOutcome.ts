/** What a kept run has come to: read from the small file beside its log, or made anew from the log. */
import { readLog } from '../../analysis/log/readLog.ts';
import { outcomeOfState } from '../../analysis/results/outcomeOfState.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { isStillOpen, type RunState } from '../../spec/run/runState.ts';
import type { Files } from '../files.ts';
import { unlessStorage } from '../storageError.ts';
import { writeFile } from '../writeFile.ts';
import { readOutcome, writeOutcome } from './outcomeFile.ts';
import { type LibraryFileNames, namesAmongOthers } from './runFileNames.ts';
import { wholeLines } from './wholeLines.ts';

export class KeptOutcome {
  private readonly names: LibraryFileNames;

  constructor(
    private readonly files: Files,
    private readonly runId: string,
  ) {
    this.names = namesAmongOthers(runId);
  }

  /** As it was at a time, in milliseconds since 1970, or later; null where its log cannot be read. */
  async read(since: number): Promise<RunOutcome | null> {
    const bytes = await this.files.read(this.names.outcome);
    const stored = bytes && readOutcome(bytes);
    if (stored && stored.outcome.id === this.runId && stored.updatedAt >= since) {
      return stored.outcome;
    }
    const state = await this.stateOfLog();
    if (state === null) return null;
    // Of a run that goes on, whoever trains it writes the next.
    if (!isStillOpen(state)) {
      await writeFile(this.files, this.names.outcome, writeOutcome(state)).catch(unlessStorage);
    }
    return outcomeOfState(state);
  }

  private async stateOfLog(): Promise<RunState | null> {
    const bytes = await this.files.read(this.names.log);
    if (bytes === null) return null;
    const whole = wholeLines(bytes);
    const text = async () => new TextDecoder().decode(whole);
    const reading = await readLog({ size: whole.length, text }, Number.POSITIVE_INFINITY);
    const state = reading.ok ? reading.log.newest : null;
    return state?.runId === this.runId ? state : null;
  }
}
