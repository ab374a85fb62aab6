import type { Tensor } from '@tensorflow/tfjs-core';
import type { Activation } from './activation.ts';
import type { Layer, Pass } from './layer.ts';

/**
 * Layers that are applied one after another, typed from end to end; none is the identity, whose
 * output is its input. What passes between them is freed as soon as the next layer has used it, or
 * let go until the way back.
 */
export interface Sequence<In extends Tensor, Out extends Tensor> extends Layer<In, Out> {
  forward(x: Activation<In>): SequencePass<In, Out>;
  /** Whether there are no layers. */
  readonly isEmpty: boolean;
  /** The same with one more layer at the end. */
  followedBy<Next extends Tensor>(layer: Layer<Out, Next>): Sequence<In, Next>;
}

interface SequencePass<In extends Tensor, Out extends Tensor> extends Pass<In, Out> {
  /** As `backward`, freeing the gradient given and the sequence's output on the way. */
  backwardFreeing(gradient: Out, wantsInput: boolean): In | null;
  /** Frees what was kept for the way back, which is not gone. */
  free(): void;
}

/** A sequence without layers. */
export function startSequence<T extends Tensor>(): Sequence<T, T> {
  const asItIs = (gradient: T, wantsInput: boolean) => (wantsInput ? gradient : null);
  return {
    isTrained: false,
    readsOutput: false,
    isEmpty: true,
    infer: (x) => x,
    forward: (x) => ({
      output: x,
      backward: asItIs,
      backwardFreeing: asItIs,
      free: () => {},
    }),
    followedBy: (layer) => extended(startSequence<T>(), layer),
  };
}

/** Layers that keep the kind of tensor. */
export function sequence<T extends Tensor>(layers: readonly Layer<T, T>[]): Sequence<T, T> {
  return layers.reduce<Sequence<T, T>>(
    (before, layer) => before.followedBy(layer),
    startSequence<T>(),
  );
}

function extended<In extends Tensor, Middle extends Tensor, Out extends Tensor>(
  before: Sequence<In, Middle>,
  last: Layer<Middle, Out>,
): Sequence<In, Out> {
  const own: Sequence<In, Out> = {
    isTrained: before.isTrained || last.isTrained,
    readsOutput: last.readsOutput,
    isEmpty: false,
    infer: (x) => {
      const middle = before.infer(x);
      const output = last.infer(middle);
      if (!before.isEmpty) middle.dispose();
      return output;
    },
    forward: (x) => passThrough(before.forward(x), before, last),
    followedBy: (layer) => extended(own, layer),
  };
  return own;
}

function passThrough<In extends Tensor, Middle extends Tensor, Out extends Tensor>(
  first: SequencePass<In, Middle>,
  before: Sequence<In, Middle>,
  last: Layer<Middle, Out>,
): SequencePass<In, Out> {
  const { output, backward } = last.forward(first.output);
  if (!before.isEmpty) first.output.letGo();
  // Layers without parameters at the beginning need no gradient: nobody asks for that of images.
  const lastGradient = (gradient: Out, wantsInput: boolean) =>
    backward(gradient, wantsInput || before.isTrained);
  const onwards = (middle: Middle | null, wantsInput: boolean) => {
    if (middle !== null) return first.backwardFreeing(middle, wantsInput);
    first.free();
    return null;
  };
  return {
    output,
    backward: (gradient, wantsInput) => onwards(lastGradient(gradient, wantsInput), wantsInput),
    backwardFreeing: (gradient, wantsInput) => {
      const middle = lastGradient(gradient, wantsInput);
      gradient.dispose();
      output.dispose();
      return onwards(middle, wantsInput);
    },
    free: () => {
      output.dispose();
      first.free();
    },
  };
}
