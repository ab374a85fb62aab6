/**
 * Layers know their own way back: a training pass returns the output together with the function
 * that turns the output's gradient into the input's, leaving the gradients of parameters with them.
 * So no tape is recorded, and every intermediate tensor is freed as soon as it has been used. What
 * costs little to compute may be freed even sooner, and is computed again when the way back reads it.
 *
 * Who frees what: the caller owns the input, the output and the gradients on both sides.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Activation } from './activation.ts';

export interface Layer<In extends Tensor, Out extends Tensor> {
  /** Whether it has parameters, and so needs the gradient of its output. */
  readonly isTrained: boolean;
  /** Whether its way back reads its output. */
  readonly readsOutput: boolean;
  /** The output in inference mode. */
  infer(x: In): Out;
  /**
   * The output in training mode, and the way back; x must live until then, and so must the output
   * where it is read.
   */
  forward(x: Activation<In>): Pass<In, Out>;
}

export interface Pass<In extends Tensor, Out extends Tensor> {
  readonly output: Activation<Out>;
  /**
   * Leaves gradients with the layer's parameters and returns the input's gradient, or null where
   * `wantsInput` is false. To be called once.
   */
  backward(gradient: Out, wantsInput: boolean): In | null;
}
