import type { Tensor } from '@tensorflow/tfjs-core';
import { forLayer } from '../profiling/part.ts';
import type { Layer } from './layer.ts';

/** The same layer, whose kernels are known to compute for it. */
export function named<In extends Tensor, Out extends Tensor, Kind extends Layer<In, Out>>(
  name: string,
  layer: Kind & Layer<In, Out>,
): Kind {
  return {
    ...layer,
    infer: (x: In) => forLayer(name, () => layer.infer(x)),
    forward: (x: In) => {
      const { output, backward } = forLayer(name, () => layer.forward(x));
      return {
        output,
        backward: (gradient: Out, wantsInput: boolean) =>
          forLayer(name, () => backward(gradient, wantsInput)),
      };
    },
  };
}
