/** What a run has told so far: the number of its events, their digest, and how long it took. */
import type { RunCheckpoint } from '../spec/run/checkpoint.ts';
import { RunDigest } from '../spec/run/digest.ts';
import type { RunEvent, RunEventBody } from '../spec/run/runEvent.ts';

export class RunRecord {
  private readonly events: RunDigest;
  private nextSeq: number;
  private readonly secondsBefore: number;
  private readonly began = performance.now();

  /** Of a run that begins, or goes on from a checkpoint. */
  constructor(
    private readonly runId: string,
    checkpoint: Pick<RunCheckpoint, 'seq' | 'digest' | 'seconds'> | null,
  ) {
    this.events = checkpoint === null ? RunDigest.ofNew() : RunDigest.after(checkpoint.digest);
    this.nextSeq = checkpoint === null ? 0 : checkpoint.seq + 1;
    this.secondsBefore = checkpoint?.seconds ?? 0;
  }

  /** Takes an event into the digest. */
  add(body: RunEventBody): void {
    this.events.add(body);
  }

  /** The event with run, number and time. */
  stamp(body: RunEventBody): RunEvent {
    return { ...body, runId: this.runId, seq: this.nextSeq++, at: Date.now() };
  }

  get digest(): string {
    return this.events.value();
  }

  /** Seconds of the run, those before its checkpoint included. */
  get seconds(): number {
    return this.secondsBefore + (performance.now() - this.began) / 1000;
  }

  /** Where the run stands after the last event that was stamped. */
  position(): Pick<RunCheckpoint, 'runId' | 'seq' | 'digest' | 'seconds'> {
    const { runId, digest, seconds } = this;
    return { runId, seq: this.nextSeq - 1, digest, seconds };
  }
}
