import { yieldToEventLoop } from '../lib/eventLoop.ts';
import type { LoadProgress, TaskOptions } from './progress.ts';

/** Milliseconds of work between two reports: an abort is heard no later. */
const interval = 40;

/** Reports steps of long work, at most one in {@link interval} ms but the last, and hears of aborts. */
export class ProgressReporter {
  private last = Number.NEGATIVE_INFINITY;

  constructor(private readonly task: TaskOptions) {}

  /** Call it after each step. @throws the signal's reason when it is aborted. */
  async step(progress: LoadProgress): Promise<void> {
    if (progress.done !== progress.total && performance.now() - this.last < interval) return;
    this.task.onProgress?.(progress);
    await yieldToEventLoop();
    this.task.signal?.throwIfAborted();
    this.last = performance.now();
  }
}
