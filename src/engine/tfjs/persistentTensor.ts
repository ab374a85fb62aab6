import { keep, type Tensor } from '@tensorflow/tfjs-core';

/** A tensor held from step to step. */
export interface Held<T extends Tensor = Tensor> {
  readonly name: string;
  value: T;
}

/** Replaces a held tensor by another (or itself), freeing the old one. */
export function replace<T extends Tensor>(held: Held<T>, value: T): void {
  if (value === held.value) return;
  held.value.dispose();
  held.value = keep(value);
}
