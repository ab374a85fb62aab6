import { exitCodes } from './exitCodes.ts';

/** Milliseconds in which signals count as one: a terminal, npm and tsx may each send theirs. */
const oneInterruption = 1000;

/**
 * What SIGINT and SIGTERM do: end the command at once, but for one that writes a log, which is told
 * by {@link signal} and ends by itself. If it does not, a second interruption ends it.
 */
export class Interruption {
  private readonly controller = new AbortController();
  private endsByItself = false;
  private firstAt: number | null = null;

  constructor(private readonly exit: (code: number) => void) {}

  /** Aborted by an interruption after {@link leaveEndToCommand}. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** From here on the command listens to {@link signal}. */
  leaveEndToCommand(): void {
    this.endsByItself = true;
  }

  /** A signal came. */
  interrupt(): void {
    const now = performance.now();
    const isRepeated = this.firstAt !== null && now - this.firstAt > oneInterruption;
    this.firstAt ??= now;
    if (!this.endsByItself || isRepeated) this.exit(exitCodes.interrupted);
    this.controller.abort();
  }
}
