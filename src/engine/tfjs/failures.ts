/** Errors of training and of devices, worded for people. */
import { DivergedError, EngineError } from '../engine.ts';

export function unreadable(): EngineError {
  return new EngineError(
    'The device failed while it was read.',
    'Start the run again; if it happens again, choose another device.',
  );
}

/** WebAssembly frees no memory that it once had, so the thread is of no more use. */
export function outOfMemory(): EngineError {
  return new EngineError(
    'WebAssembly ran out of memory.',
    'Choose a smaller batch or network, or another device.',
    'spent',
  );
}

/** What was thrown; where WebAssembly gave up, mostly for want of memory, that in words. */
export function withoutAbort(error: unknown): unknown {
  return error instanceof WebAssembly.RuntimeError ? outOfMemory() : error;
}

/** Frees what can be freed: where WebAssembly has given up, why it did is still to be told. */
export function freeing(free: () => void): void {
  try {
    free();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
  }
}

/** Outputs that are no numbers; which layer is the first, whoever has the network finds out. */
export function diverged(what: string): DivergedError {
  return new DivergedError({ what, step: null, tensor: null });
}

/** A failing device may answer zeros without an error: rows that do not sum to 1 are refused. */
export function checkProbabilities(probabilities: Float32Array, classCount: number): void {
  for (let start = 0; start < probabilities.length; start += classCount) {
    let sum = 0;
    for (let index = start; index < start + classCount; index++) sum += probabilities[index];
    if (!Number.isFinite(sum)) throw diverged('a probability');
    if (Math.abs(sum - 1) > 0.01) {
      throw new EngineError(
        `The device computed nonsense: probabilities sum to ${sum.toPrecision(3)}, not 1.`,
        'Reload the page; if it happens again, choose another device.',
      );
    }
  }
}
