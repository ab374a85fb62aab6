import { engine, type KernelConfig, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';

type Attributes = NonNullable<Parameters<KernelConfig['kernelFunc']>[0]['attrs']>;

/** Runs a kernel that TensorFlow.js keeps to itself: the gradients of its layers. */
export function runKernel(
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  attributes: Attributes,
): Tensor4D {
  return engine().runKernel(name, { ...inputs }, attributes) as Tensor4D;
}
