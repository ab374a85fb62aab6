import { type Engine, EngineError } from '../engine/engine.ts';
import { createEngine, type Platform } from '../engine/tfjs/createEngine.ts';
import type { ThreadChoice } from '../engine/tfjs/parallel/threadChoice.ts';
import type { DeviceChoice } from '../spec/sections/device.ts';

/** The one engine of a worker: opened for a choice of device, and used by one task at a time. */
export class EngineBench {
  private open: { readonly choice: string; readonly engine: Engine } | null = null;
  /** Timings and runs wait for one another. */
  private work: Promise<unknown> = Promise.resolve();

  constructor(private readonly platform: Platform) {}

  /** Does work once all that was asked for before is done. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.work.then(work);
    this.work = result.catch(() => {});
    return result;
  }

  /** The engine for a choice; another that was open is given up. @throws EngineError */
  async engineFor(device: DeviceChoice, threads: ThreadChoice = 'auto'): Promise<Engine> {
    const choice = `${device} ${threads}`;
    if (this.open?.choice !== choice) {
      this.discard();
      this.open = { choice, engine: await createEngine(device, this.platform, threads) };
    }
    return this.open.engine;
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
    this.open?.engine.dispose();
    this.open = null;
  }
}
