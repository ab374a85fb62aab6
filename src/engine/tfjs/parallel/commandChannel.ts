/**
 * Commands that the coordinator gives the worker threads through shared memory, since a message
 * would take too long: do a step of a trainer, or stop waiting for commands and read messages again.
 */
import type { SharedSpace } from './sharedSpace.ts';
import type { Participant } from './threadCollectives.ts';
import { threadFailed, waitForChange } from './waiting.ts';

/** In place of a trainer's number: see to messages. */
const leave = -1;

/** Gives commands to `threads` threads, of which the coordinator is the first. */
export class CommandChannel {
  constructor(
    private readonly self: Participant,
    private readonly threads: number,
  ) {}

  /** A step of a trainer, by its number. */
  step(trainer: number): void {
    this.give(trainer);
  }

  /** Has the workers stop waiting for commands; returns when all have. */
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
    // Odd while a command is being written: a thread without a share in steps may read at any time.
    Atomics.add(flags, flag('command'), 1);
    Atomics.store(flags, flag('subject'), subject);
    Atomics.store(flags, flag('barriers'), this.self.barriers);
    Atomics.add(flags, flag('command'), 1);
    Atomics.notify(flags, flag('command'));
  }
}

/**
 * Waits for commands and follows them until told to leave.
 * @param known the number of the last command seen; returns the newest.
 * @throws EngineError when a thread fails, this one included.
 */
export function followCommands(
  self: Participant,
  known: number,
  step: (trainer: number) => void,
): number {
  const { space } = self;
  const { flags, flag } = placesOf(space);
  for (let seen = known; ; ) {
    const command = waitForChange(space, flag('command'), seen, Number.POSITIVE_INFINITY);
    const subject = Atomics.load(flags, flag('subject'));
    const barriers = Atomics.load(flags, flag('barriers'));
    if (command % 2 !== 0 || Atomics.load(flags, flag('command')) !== command) continue;
    seen = command;
    self.barriers = barriers;
    if (subject === leave) {
      Atomics.add(flags, flag('left'), 1);
      Atomics.notify(flags, flag('left'));
      return seen;
    }
    // After a failure a thread does no more steps, even if the command was there already.
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
