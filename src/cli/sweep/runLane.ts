import type { ChildProcess } from 'node:child_process';
import { exitCodes } from '../exitCodes.ts';
import { RunProcess, type ServedRunEnd } from './runProcess.ts';

/** How often a run is gone on with whose process was ended from outside, or broke down. */
const mostReplaced = 2;

/**
 * One of the places at which runs of a sweep are carried out, one after another: a process, and a fresh one
 * wherever that has come to its end. What became of one run is no matter of the next.
 */
export class RunLane {
  private process: RunProcess | null = null;

  /** @param start a process as {@link RunProcess} has it. @param signal interrupts it. */
  constructor(
    private readonly start: () => ChildProcess,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Carries a run out. Cut off with its process it is gone on with in another; failed in one that others
   * had been in, it is tried once more in a fresh one, as it may have failed of what they left.
   */
  async carryOut(index: number): Promise<ServedRunEnd> {
    for (let replaced = 0; ; replaced++) {
      const end = await (await this.alive()).carryOut(index, this.signal);
      if (this.signal.aborted || isLeft(end) || replaced === mostReplaced) return end;
    }
  }

  /** Lets the process end. */
  async end(): Promise<void> {
    await this.process?.end();
    this.process = null;
  }

  private async alive(): Promise<RunProcess> {
    if (this.process?.isAlive === true) return this.process;
    // Two at once would take twice the memory.
    await this.end();
    this.process = new RunProcess(this.start());
    return this.process;
  }
}

/** Whether another process would come to nothing else. */
function isLeft({ code, isCutOff, isAfterOthers }: ServedRunEnd): boolean {
  if (code === exitCodes.done || code === exitCodes.inUse || code === exitCodes.badInput)
    return true;
  return !isCutOff && !isAfterOthers;
}
