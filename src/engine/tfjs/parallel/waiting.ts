/** Waiting for another thread on shared memory. */
import { EngineError } from '../../engine.ts';
import { outOfMemory } from '../failures.ts';
import type { SharedSpace } from './sharedSpace.ts';

/** Spins before a thread waits for a notification: being woken takes about as long as all of them. */
const spins = 20_000;
/** Milliseconds of one wait; a machine that sleeps does not count. */
const waitMilliseconds = 1000;
/** Waits after which a thread is taken for dead. */
const maxWaits = 60;

export const deadThread = 'Start the run again; if it happens again, train on one thread.';

/** A thread failed; the others end what they are doing. What it had no memory for, all lack. */
export function threadFailed(message: string): EngineError {
  const shortage = outOfMemory();
  if (message === shortage.message) return shortage;
  return new EngineError(`A training thread failed: ${message}`, deadThread, 'lost');
}

/**
 * Waits until a flag is no longer `known`; its value.
 * @param waits how often to wait a second before giving up; Infinity for ever.
 * @throws EngineError when a thread has failed, or does not answer.
 */
export function waitForChange(
  space: SharedSpace,
  flag: number,
  known: number,
  waits = maxWaits,
): number {
  const { flags } = space;
  for (let spin = 0; spin < spins; spin++) {
    const value = Atomics.load(flags, flag);
    if (value !== known) return value;
  }
  for (let wait = 0; wait < waits; wait++) {
    const failure = space.failureMessage();
    if (failure !== null) throw threadFailed(failure);
    Atomics.wait(flags, flag, known, waitMilliseconds);
    const value = Atomics.load(flags, flag);
    if (value !== known) return value;
  }
  const message = `no answer in ${waits} seconds`;
  space.fail(message);
  throw threadFailed(message);
}
