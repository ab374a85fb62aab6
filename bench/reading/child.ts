/** Reads one data set in a process of its own, so that its memory is its own, and says what it took. */
import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DataError } from '../../src/data/dataError.ts';
import { readFromDisk } from '../../src/node/sourceFiles.ts';

export interface ReadingTask {
  readonly paths: readonly string[];
}

/** What reading took; memory in bytes, as the system counts it for the process. */
export interface ReadingResult {
  readonly milliseconds: number;
  /** Before anything was read, and the most until the end. */
  readonly idleMemory: number;
  readonly peakMemory: number;
  /** What the files hold on disk, sparse or not. */
  readonly fileBytes: number;
  /** Pixels and labels, or why there are none. */
  readonly outcome:
    | { readonly kind: 'dataset'; readonly images: number; readonly decodedBytes: number }
    | { readonly kind: 'refused'; readonly message: string };
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function read({ paths }: ReadingTask): Promise<ReadingResult['outcome']> {
  try {
    const { train, test } = await readFromDisk(paths);
    const splits = test === null ? [train] : [train, test];
    const sum = (of: (split: typeof train) => number) =>
      splits.reduce((all, split) => all + of(split), 0);
    return {
      kind: 'dataset',
      images: sum(({ labels }) => labels.length),
      decodedBytes: sum(({ images, labels }) => images.byteLength + labels.byteLength),
    };
  } catch (error) {
    if (error instanceof DataError) return { kind: 'refused', message: error.message };
    throw error;
  }
}

process.on('message', async (task: ReadingTask) => {
  collectGarbage();
  const idleMemory = process.memoryUsage.rss();
  const began = performance.now();
  const outcome = await read(task);
  const milliseconds = performance.now() - began;
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  const fileBytes = task.paths.reduce((all, path) => all + statSync(path).size, 0);
  const result: ReadingResult = { milliseconds, idleMemory, peakMemory, fileBytes, outcome };
  process.send?.(result);
});
