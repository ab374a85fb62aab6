/**
 * Work that is done again and again: a training step, a piece of a prediction. Its shapes never
 * change, and all that differs from run to run lies in arrays on the host, which the caller fills
 * before each run. So a device may record the work once and repeat the record.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Preparation } from '../../engine.ts';

/** Values that differ from run to run. The array stays the same, its values do not. */
export type HostArray = Float32Array | Int32Array | Uint8Array;

export interface Work {
  /** For messages: `training step`. */
  readonly name: string;
  /** Whether it trains: what it keeps between layers may be stored at the precision chosen for that. */
  readonly isTraining?: boolean;
  /** All arrays whose values the computation depends on. */
  readonly arrays: readonly HostArray[];
  /**
   * The computation, tidied up after. It may take the arrays' values to the device; what it does
   * must not depend on them otherwise. Returns what is to be read, by name.
   */
  readonly compute: () => Readonly<Record<string, Tensor>>;
}

export interface Repeated {
  /** Does beforehand what the first run would have to wait for. */
  prepare(onProgress: (preparation: Preparation) => void): Promise<void>;
  /** Runs the work on the values that the arrays have now; does not wait for the device. */
  run(): void;
  /**
   * Reads and forgets an output's values of all runs since the last call, run after run. Waits for
   * the device. @throws EngineError when it failed.
   */
  take(output: string): Promise<Float32Array>;
  /** Decisions of the computation have changed: what was recorded is void. */
  forget(): void;
  dispose(): void;
}
