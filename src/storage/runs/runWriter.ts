/**
 * Writes a run as it goes: its log line by line, and checkpoints between epochs. What a person waits
 * for is written at once, the rest at most a second later; a checkpoint vouches for the log up to it.
 */
import { isAwaited } from '../../spec/run/awaitedEvents.ts';
import type { RunCheckpoint } from '../../spec/run/checkpoint.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { Files, OpenFile } from '../files.ts';
import { CheckpointStore, type StoredCheckpoint } from './checkpointStore.ts';
import type { RunFileNames } from './runFileNames.ts';

/** Milliseconds that events may wait to be written. */
const longestWait = 1000;

export class RunWriter {
  private waiting = '';
  private lastWritten = performance.now();

  private constructor(
    private readonly log: OpenFile,
    private readonly checkpoints: CheckpointStore,
  ) {}

  /** Begins a run, whose files must not be there. @throws StorageError where they are in use. */
  static async begin(files: Files, names: RunFileNames): Promise<RunWriter> {
    const log = await files.open(names.log, 'empty');
    return new RunWriter(log, new CheckpointStore(files, names));
  }

  /**
   * Goes on with a run whose log is sound up to `logBytes`; what follows is cut off, and `logTail`
   * put there.
   * @param checkpoints that were read from.
   */
  static async goOn(
    files: Files,
    names: RunFileNames,
    checkpoints: CheckpointStore,
    { logBytes, logTail }: Pick<StoredCheckpoint, 'logBytes' | 'logTail'>,
  ): Promise<RunWriter> {
    const log = await files.open(names.log, 'it is');
    await log.truncate(logBytes);
    const writer = new RunWriter(log, checkpoints);
    writer.waiting = logTail;
    await writer.writeWaiting();
    return writer;
  }

  /** Bytes of the log, those that wait not counted. */
  get logBytes(): number {
    return this.log.size;
  }

  /** Takes an event. @throws StorageError where there is no room. */
  async write(event: RunEvent): Promise<void> {
    this.waiting += `${JSON.stringify(event)}\n`;
    // What ends an epoch or a round is written with its checkpoint, so that no epoch that the log
    // tells of is lost.
    if (event.type === 'epoch-finished' || event.type === 'round-finished') return;
    const isDue = performance.now() - this.lastWritten >= longestWait;
    if (isDue || isAwaited(event)) await this.writeWaiting();
  }

  /** Keeps a checkpoint of what was written so far. @throws StorageError where there is no room. */
  async keepCheckpoint(checkpoint: RunCheckpoint): Promise<void> {
    await this.log.flush();
    // First the checkpoint, with what waits: the log never tells of an epoch that is not kept.
    await this.checkpoints.write(checkpoint, this.log.size, this.waiting);
    await this.writeWaiting();
  }

  /** Writes what waits, and lets go of the log. */
  async close(): Promise<void> {
    try {
      await this.writeWaiting();
      await this.log.flush();
    } finally {
      await this.log.close();
    }
  }

  private async writeWaiting(): Promise<void> {
    if (this.waiting !== '') {
      await this.log.write(this.log.size, new TextEncoder().encode(this.waiting));
    }
    this.waiting = '';
    this.lastWritten = performance.now();
  }
}
