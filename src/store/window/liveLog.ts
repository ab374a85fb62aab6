/**
 * The log of a run that another window trains, kept up to date by what that window tells. What it
 * told before is read from where the run is kept; where something of it was missed, it is read again.
 */
import type { RunLog } from '../../analysis/log/runLog.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';

export interface LiveLogTools {
  /** The log as it is kept, which may be a second behind. @throws where it cannot be read just now. */
  readonly read: () => Promise<RunLog>;
  /** Shows a log that was read, in place of the one before. */
  readonly replace: (log: RunLog) => void;
  /** Shows the next events of it. */
  readonly append: (events: readonly RunEvent[]) => void;
  /** Waits before what is kept is read again. */
  readonly pause: () => Promise<void>;
}

/** Readings in a row that may fail, or lag behind, before the run is given up. */
const mostReadings = 20;

export class LiveLog {
  /** Heard, and not yet in the log. */
  private waiting: RunEvent[] = [];
  private log: RunLog | null = null;
  private reading: Promise<void> | null = null;
  private isClosed = false;

  constructor(private readonly tools: LiveLogTools) {}

  get newest() {
    return this.log?.newest ?? null;
  }

  /** Reads what was told so far. @throws what the last of many readings threw. */
  async begin(): Promise<void> {
    await this.readAgain();
    this.settle();
  }

  /** Takes in what the other window tells. */
  hear(events: readonly RunEvent[]): void {
    if (this.isClosed) return;
    for (const event of events) {
      // It went on from a checkpoint: what it had told after that is told anew.
      if (event.type === 'run-restored') {
        this.waiting = [];
        if (event.seq <= (this.newest?.seq ?? -1)) this.log = null;
      }
      this.waiting.push(event);
    }
    this.settle();
  }

  /** Reads what is kept once more: nobody trains the run any more. @throws as {@link begin}. */
  async end(): Promise<void> {
    await this.reading?.catch(() => {});
    this.waiting = [];
    await this.readAgain();
    this.close();
    this.log?.leave();
    if (this.log !== null) this.tools.replace(this.log);
  }

  /** Takes in no more. */
  close(): void {
    this.isClosed = true;
  }

  private settle(): void {
    if (this.reading !== null || this.isClosed) return;
    const next = this.fitting();
    if (next.length > 0) this.tools.append(next);
    if (this.waiting.length === 0 && this.log !== null) return;
    // Events are missing, which are written within a second or with their checkpoint.
    this.reading = this.readUntilFitting().finally(() => {
      this.reading = null;
    });
    // Whoever waits for what is kept at the end hears of what went wrong.
    this.reading.then(
      () => this.settle(),
      () => {},
    );
  }

  private async readUntilFitting(): Promise<void> {
    await this.tools.pause();
    if (!this.isClosed) await this.readAgain();
  }

  /** What of the waiting events follows the log at once; those that it has are dropped. */
  private fitting(): readonly RunEvent[] {
    if (this.log === null) return [];
    let { seq } = this.newest ?? { seq: -1 };
    this.waiting = this.waiting.filter((event) => event.seq > seq);
    let count = 0;
    while (count < this.waiting.length && this.waiting[count].seq === seq + 1) {
      seq++;
      count++;
    }
    return this.waiting.splice(0, count);
  }

  private async readAgain(): Promise<void> {
    for (let times = 1; ; times++) {
      try {
        this.log = await this.tools.read();
        this.tools.replace(this.log);
        return;
      } catch (error) {
        // A file that is written to just now cannot be read in some browsers.
        if (times >= mostReadings || this.isClosed) throw error;
        await this.tools.pause();
      }
    }
  }
}
