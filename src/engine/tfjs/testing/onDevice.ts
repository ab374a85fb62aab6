import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Backend } from '../backends/backend.ts';
import type { Values } from '../kernels/selfTest/sampleValues.ts';
import { tensorOf } from './values.ts';

/** Runs kernels on a device and reads what they return. */
export async function runOnDevice<Inputs extends Tensor[]>(
  backend: Backend,
  inputs: { readonly [Index in keyof Inputs]: Values },
  compute: (...tensors: Inputs) => Tensor[],
): Promise<Values[]> {
  backend.activate();
  const tensors = inputs.map((values) => tensorOf(values)) as Inputs;
  const outputs = tidy(() => compute(...tensors));
  const found: Values[] = [];
  for (const output of outputs) {
    found.push({
      shape: output.shape,
      values: Float32Array.from(await output.data<'float32'>()),
    });
  }
  for (const tensor of [...tensors, ...outputs]) tensor.dispose();
  backend.check();
  return found;
}
