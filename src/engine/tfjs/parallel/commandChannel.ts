/**
 * Orders that the conducting thread gives the others on shared memory, where a message would take
 * too long: do a step of a trainer, or leave off waiting for orders and see to messages.
 */
import type { Attendance } from './allReduce.ts';
import type { SharedSpace } from './sharedSpace.ts';
import { threadFailed, waitForChange } from './waiting.ts';

/** In place of a trainer's number: see to messages. */
const leave = -1;

/** Gives orders to the first `threads` threads, itself the first of them. */
export class OrderGiver {
  constructor(
    private readonly self: Attendance,
    private readonly threads: number,
  ) {}

  /** A step of a trainer, by its number. */
  step(trainer: number): void {
    this.give(trainer);
  }

  /** Ends the others' waiting for orders; returns when they have left off. */
  leave(): void {
    const { space } = this.self;
    const before = Atomics.load(space.flags, space.flag('left'));
    this.give(leave);
    let left = before;
    while (((left - before) | 0) < this.threads - 1) {
      left = waitForChange(space, space.flag('left'), left);
    }
  }

  private give(subject: number): void {
    const { flags, flag } = placesOf(this.self.space);
    // Odd while it is being written: a thread that takes no part in steps may look at any time.
    Atomics.add(flags, flag('order'), 1);
    Atomics.store(flags, flag('subject'), subject);
    Atomics.store(flags, flag('meetings'), this.self.meetings);
    Atomics.add(flags, flag('order'), 1);
    Atomics.notify(flags, flag('order'));
  }
}

/**
 * Waits for orders and follows them until told to leave.
 * @param known the number of the last order seen; returns the newest.
 * @throws EngineError when a thread fails, this one included.
 */
export function followOrders(
  self: Attendance,
  known: number,
  step: (trainer: number) => void,
): number {
  const { space } = self;
  const { flags, flag } = placesOf(space);
  for (let seen = known; ; ) {
    const order = waitForChange(space, flag('order'), seen, Number.POSITIVE_INFINITY);
    const subject = Atomics.load(flags, flag('subject'));
    const meetings = Atomics.load(flags, flag('meetings'));
    if (order % 2 !== 0 || Atomics.load(flags, flag('order')) !== order) continue;
    seen = order;
    self.meetings = meetings;
    if (subject === leave) {
      Atomics.add(flags, flag('left'), 1);
      Atomics.notify(flags, flag('left'));
      return seen;
    }
    // Who has failed takes part in nothing more, however soon the order came.
    const failure = space.failureMessage();
    if (failure !== null) throw threadFailed(failure);
    step(subject);
  }
}

function placesOf(space: SharedSpace) {
  return {
    flags: space.flags,
    flag: (name: Parameters<SharedSpace['flag']>[0]) => space.flag(name),
  };
}
