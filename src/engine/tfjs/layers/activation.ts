import type { Tensor } from '@tensorflow/tfjs-core';

/** What a layer puts out, as the next layer and the way back read it. */
export interface Activation<T extends Tensor> {
  readonly shape: T['shape'];
  /** Its values; computed again where they were let go. */
  readonly tensor: T;
  /** Frees the values where they can be computed again, to the same bits; else does nothing. */
  letGo(): void;
  /** Frees the values, which nobody reads any more. */
  dispose(): void;
}

/** An activation that is kept until it is disposed of. */
export function kept<T extends Tensor>(tensor: T): Activation<T> {
  return {
    shape: tensor.shape,
    tensor,
    letGo: () => {},
    dispose: () => tensor.dispose(),
  };
}

/**
 * An activation that can be let go: computing it again costs little beside keeping it. What
 * `compute` reads must live, unchanged, as long as the activation.
 */
export function computedAgain<T extends Tensor>(compute: () => T): Activation<T> {
  const first = compute();
  let held: T | null = first;
  const free = () => {
    held?.dispose();
    held = null;
  };
  return {
    shape: first.shape,
    get tensor() {
      held ??= compute();
      return held;
    },
    letGo: free,
    dispose: free,
  };
}
