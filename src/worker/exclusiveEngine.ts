import { type Engine, EngineError } from '../engine/engine.ts';
import { awaitAdapter, createEngine, type Platform } from '../engine/tfjs/createEngine.ts';
import type { ThreadChoice } from '../engine/tfjs/parallel/threadChoice.ts';
import { type DeviceChoice, isWebGpu } from '../spec/sections/device.ts';

/** Milliseconds that what was lost has to come back: a run's lock, a graphics adapter. */
export const returnDelay = 6000;

/** Who leaves something on the engine between pieces of work. */
export interface EngineGuest {
  /** Others need the engine: nothing may be left on it. */
  leave(): void;
}

/** The one engine of a worker: opened for a choice of device, and used by one task at a time. */
export class ExclusiveEngine {
  private opened: { readonly choice: string; readonly engine: Engine } | null = null;
  /** Timings and runs wait for one another. */
  private work: Promise<unknown> = Promise.resolve();
  private hasFailedForGood = false;
  private guest: EngineGuest | null = null;

  constructor(private readonly platform: Platform) {}

  /** Whether a device failed so that this thread should be left for a fresh one. */
  get isSpent(): boolean {
    return this.hasFailedForGood;
  }

  /**
   * Does work once all that was asked for before is done.
   * @param guest who does it and may leave something for its next work; others leave first.
   */
  exclusively<Result>(
    work: () => Promise<Result>,
    guest: EngineGuest | null = null,
  ): Promise<Result> {
    const result = this.work.then(() => {
      if (guest !== this.guest) this.guest?.leave();
      this.guest = guest;
      return work();
    });
    this.work = result.catch(() => {});
    return result;
  }

  /**
   * The engine for a choice; another that was open is given up.
   * @param isAfterLoss whether a graphics adapter may come back in a moment.
   * @throws EngineError
   */
  async open(
    device: DeviceChoice,
    threads: ThreadChoice = 'auto',
    isAfterLoss = false,
  ): Promise<Engine> {
    const choice = `${device} ${threads}`;
    if (this.opened?.choice !== choice) {
      this.discard();
      if (isAfterLoss && isWebGpu(device)) await awaitAdapter(returnDelay);
      this.opened = { choice, engine: await createEngine(device, this.platform, threads) };
    }
    return this.opened.engine;
  }

  /**
   * A device that failed is of no use to what comes next: it gets a fresh one.
   * @param signal what the work was given up by is no failure.
   */
  async discardingFailed<Result>(
    work: () => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    try {
      return await this.untilLost(work());
    } catch (error) {
      signal?.throwIfAborted();
      const cause = (await this.opened?.engine.explain(error)) ?? error;
      if (cause instanceof EngineError) this.discardFor(cause);
      throw cause;
    }
  }

  /** Gives the engine up after what it failed of. */
  discardFor(cause: unknown): void {
    if (cause instanceof EngineError && cause.fault !== 'refused') this.hasFailedForGood = true;
    this.discard();
  }

  private discard(): void {
    const { opened } = this;
    this.opened = null;
    try {
      this.guest?.leave();
      opened?.engine.dispose();
    } catch (error) {
      // What is left of a thread that is spent goes with it.
      if (!this.hasFailedForGood) throw error;
    }
  }

  private untilLost<Result>(work: Promise<Result>): Promise<Result> {
    return this.opened?.engine.untilLost(work) ?? work;
  }
}
