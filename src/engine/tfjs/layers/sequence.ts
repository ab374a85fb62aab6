import type { Tensor } from '@tensorflow/tfjs-core';
import type { Layer, Pass } from './layer.ts';

/** A layer that applies others one after another. Their tensors meet: the caller sees to that. */
export function sequence(...layers: readonly Layer[]): Layer {
  return {
    infer: (x) => layers.reduce((input, layer) => inferAndFree(layer, input, x), x),
    forward: (x) => forwardThrough(layers, x),
  };
}

function inferAndFree(layer: Layer, input: Tensor, outermost: Tensor): Tensor {
  const output = layer.infer(input);
  if (input !== outermost) input.dispose();
  return output;
}

function forwardThrough(layers: readonly Layer[], x: Tensor): Pass {
  const passes: Pass[] = [];
  let output = x;
  for (const layer of layers) {
    const pass = layer.forward(output);
    passes.push(pass);
    output = pass.output;
  }
  return {
    output,
    backward: (gradient, wantsInput) => backwardThrough(passes, gradient, wantsInput),
  };
}

function backwardThrough(passes: readonly Pass[], outermost: Tensor, wantsInput: boolean) {
  let gradient: Tensor | null = outermost;
  for (let position = passes.length - 1; position >= 0; position--) {
    if (gradient === null) return null;
    const { output, backward } = passes[position];
    const next: Tensor | null = backward(gradient, wantsInput || position > 0);
    if (gradient !== outermost) {
      gradient.dispose();
      output.dispose();
    }
    gradient = next;
  }
  return gradient;
}
