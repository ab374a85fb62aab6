import { keep, type Tensor } from '@tensorflow/tfjs-core';

/** A tensor that persists from step to step. */
export interface PersistentTensor<T extends Tensor = Tensor> {
  readonly name: string;
  value: T;
}

/** Replaces a persistent tensor by another (or itself), freeing the old one. */
export function replace<T extends Tensor>(persistent: PersistentTensor<T>, value: T): void {
  if (value === persistent.value) return;
  persistent.value.dispose();
  persistent.value = keep(value);
}
