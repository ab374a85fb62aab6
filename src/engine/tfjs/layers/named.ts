import type { Tensor } from '@tensorflow/tfjs-core';
import { forLayer } from '../profiling/part.ts';
import type { Activation } from './activation.ts';
import type { Layer } from './layer.ts';

/** The same layer, whose kernels are known to compute for it. */
export function named<In extends Tensor, Out extends Tensor, Kind extends Layer<In, Out>>(
  name: string,
  layer: Kind & Layer<In, Out>,
): Kind {
  return {
    ...layer,
    infer: (x: In) => forLayer(name, () => layer.infer(x)),
    forward: (x: Activation<In>) => {
      const { output, backward } = forLayer(name, () => layer.forward(x));
      return {
        output: namedActivation(name, output),
        backward: (gradient: Out, wantsInput: boolean) =>
          forLayer(name, () => backward(gradient, wantsInput)),
      };
    },
  };
}

/** The same activation: where it is computed again, that is for its layer, whoever reads it. */
function namedActivation<T extends Tensor>(name: string, activation: Activation<T>): Activation<T> {
  return {
    shape: activation.shape,
    get tensor() {
      return forLayer(name, () => activation.tensor);
    },
    letGo: activation.letGo,
    dispose: activation.dispose,
  };
}
