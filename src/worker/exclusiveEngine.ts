import { type Engine, EngineError } from '../engine/engine.ts';
import { createEngine, type Platform } from '../engine/tfjs/createEngine.ts';
import type { ThreadChoice } from '../engine/tfjs/parallel/threadChoice.ts';
import type { DeviceChoice } from '../spec/sections/device.ts';

/** The one engine of a worker: opened for a choice of device, and used by one task at a time. */
export class ExclusiveEngine {
  private opened: { readonly choice: string; readonly engine: Engine } | null = null;
  /** Timings and runs wait for one another. */
  private work: Promise<unknown> = Promise.resolve();

  constructor(private readonly platform: Platform) {}

  /** Does work once all that was asked for before is done. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.work.then(work);
    this.work = result.catch(() => {});
    return result;
  }

  /** The engine for a choice; another that was open is given up. @throws EngineError */
  async open(device: DeviceChoice, threads: ThreadChoice = 'auto'): Promise<Engine> {
    const choice = `${device} ${threads}`;
    if (this.opened?.choice !== choice) {
      this.discard();
      this.opened = { choice, engine: await createEngine(device, this.platform, threads) };
    }
    return this.opened.engine;
  }

  /** A device that failed is of no use to what comes next: it gets a fresh one. */
  async discardingFailed<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof EngineError) this.discard();
      throw error;
    }
  }

  discard(): void {
    this.opened?.engine.dispose();
    this.opened = null;
  }
}
