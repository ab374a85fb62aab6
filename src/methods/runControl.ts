/** How a run is controlled from outside: paused, resumed, stopped. */
import { yieldToEventLoop } from '../lib/eventLoop.ts';

/** A run was stopped by its user; not a failure. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
}

/** Opens and shuts; a run waits at it while it is shut. */
export class PauseGate {
  private opening: { readonly promise: Promise<void>; readonly open: () => void } | null = null;

  get isShut(): boolean {
    return this.opening !== null;
  }

  /** Holds the run at its next step. */
  pause(): void {
    if (this.opening !== null) return;
    let open = () => {};
    const promise = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.opening = { promise, open };
  }

  /** Lets it go on. */
  resume(): void {
    this.opening?.open();
    this.opening = null;
  }

  /** Resolves when the gate is open, at once if it is. */
  async whenOpen(): Promise<void> {
    await this.opening?.promise;
  }
}

/** Milliseconds of work after which the loop yields to the event loop. */
const yieldInterval = 40;

/** Keeps a training loop responsive: it yields to the event loop, waits while paused, and stops. */
export class RunControl {
  private lastYield = performance.now();

  constructor(
    private readonly signal: AbortSignal,
    private readonly gate: PauseGate,
  ) {}

  /** Whether the run should wait at {@link waitWhilePaused} now. */
  get isPaused(): boolean {
    return this.gate.isShut;
  }

  /**
   * Called between steps: cheap unless a while has passed.
   * @throws RunStopped once the run was stopped.
   */
  async yieldIfDue(): Promise<void> {
    if (performance.now() - this.lastYield >= yieldInterval) {
      await yieldToEventLoop();
      this.lastYield = performance.now();
    }
    if (this.signal.aborted) throw new RunStopped();
  }

  /** Resolves on resume. @throws RunStopped when the run is stopped meanwhile. */
  async waitWhilePaused(): Promise<void> {
    // A signal that was aborted before says nothing more.
    if (this.signal.aborted) throw new RunStopped();
    const stopped = new Promise<void>((resolve) => {
      this.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([this.gate.whenOpen(), stopped]);
    if (this.signal.aborted) throw new RunStopped();
  }
}
