/**
 * `sweep serve`, which `sweep run` starts: carries out the runs that its parent names, one after another.
 * It ends when the parent does, after a run that did not finish, and before it has grown too large: so a
 * run is never with what another left in disorder.
 */
import { availableParallelism, totalmem } from 'node:os';
import { UsageError } from '../../node/usageError.ts';
import type { OptionValues } from '../commandOptions.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import type { Interruption } from '../interruption.ts';
import { reportError } from '../reportError.ts';
import { HeldSupply } from './heldSupply.ts';
import { PlannedRunner } from './plannedRunner.ts';
import { type FromRunProcess, toRunProcess } from './processMessages.ts';
import { folderOfRun } from './runFolders.ts';
import { openSweep } from './sweepInput.ts';

/** Runs after which a process is replaced: what little each may leave behind does not add up. */
const mostRuns = 50;
/** Bytes that it may have taken when a run has ended: with one process a core, half of the memory. */
const mostBytes = totalmem() / (2 * availableParallelism());

/** @throws UsageError where nobody names runs; else as {@link openSweep}. */
export async function serveRuns(
  [path, ...moreData]: readonly string[],
  values: OptionValues,
  interruption: Interruption,
): Promise<ExitCode> {
  const { results } = values;
  if (process.send === undefined || results === undefined) {
    throw new UsageError('sweep serve is started by sweep run; start that');
  }
  const supply = new HeldSupply(mostBytes / 4);
  const input = await openSweep(path);
  const runner = new PlannedRunner(input, moreData, values, supply);
  const { signal } = interruption;
  const names = namedRuns(signal);
  let isAtWork = false;
  process.on('disconnect', () => {
    if (isAtWork) interruption.interrupt();
  });
  await tell({ type: 'ready' });
  let runs = 0;
  for (let next = await names(); next !== null; next = await names()) {
    const run = input.runs[next];
    isAtWork = true;
    const code = await runner
      .carryOut(run, folderOfRun(results, run), interruption)
      .catch(reportError);
    isAtWork = false;
    runs++;
    const isWhole = code === exitCodes.done || code === exitCodes.inUse;
    const isSpent = !isWhole || runs >= mostRuns || process.memoryUsage.rss() > mostBytes;
    await tell({ type: 'ended', code, isSpent });
    if (isSpent) break;
  }
  supply.dispose();
  if (process.connected) process.disconnect();
  return signal.aborted ? exitCodes.interrupted : exitCodes.done;
}

/** Waits for the next run's place; null once there is none any more, or this process is interrupted. */
function namedRuns(signal: AbortSignal): () => Promise<number | null> {
  const waiting: number[] = [];
  let isOver = false;
  let wake = () => {};
  const end = () => {
    isOver = true;
    wake();
  };
  process.on('message', (message) => {
    const { index } = toRunProcess.parse(message);
    if (index === null) isOver = true;
    else waiting.push(index);
    wake();
  });
  process.on('disconnect', end);
  signal.addEventListener('abort', end);
  return async () => {
    while (waiting.length === 0 && !isOver) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return isOver ? null : (waiting.shift() ?? null);
  };
}

/** Done once it is sent: whoever ends right after would cut it off. */
function tell(message: FromRunProcess): Promise<void> {
  // A parent that is gone hears nothing, and ends this process.
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, () => resolve());
    else resolve();
  });
}
