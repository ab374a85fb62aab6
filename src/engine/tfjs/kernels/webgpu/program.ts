import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, engine, type Tensor, util } from '@tensorflow/tfjs-core';
import { compiling } from './pipelines.ts';

/** A shader of our own for TensorFlow.js' WebGPU backend: one thread for each value put out. */
export interface Program {
  /** Shaders are compiled once for each key and ranks of tensors. */
  readonly key: string;
  /** Each is an array in the shader, and its shape `uniforms.<name>Shape`. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** Each is `uniforms.<name>`, an f32. */
  readonly numbers?: Readonly<Record<string, number>>;
  readonly outputShape: readonly number[];
  /** How many threads, where it is not one for each value put out. */
  readonly threads?: number;
  /** WGSL with `fn main(index : i32)`, called for each index below `uniforms.threads`. */
  readonly code: string;
}

const workgroupSize = 64;

/** Keys of the programs that each device has compiled. */
const compiled = new WeakMap<GPUDevice, Set<string>>();

/** Runs a shader on the active backend, which must be WebGPU. Returns a new float32 tensor. */
export function runProgram<T extends Tensor>({
  key,
  inputs,
  numbers = {},
  outputShape,
  threads = util.sizeFromShape([...outputShape]),
  code,
}: Program): T {
  const webgpu = backend() as WebGPUBackend;
  const names = Object.keys(numbers);
  const program = {
    outputShape: [...outputShape],
    shaderKey: `espalier/${key}`,
    dispatchLayout: { x: outputShape.map((_, axis) => axis) },
    dispatch: [Math.ceil(threads / workgroupSize), 1, 1] as [number, number, number],
    workgroupSize: [workgroupSize, 1, 1] as [number, number, number],
    variableNames: Object.keys(inputs),
    uniforms: `threads : i32, ${names.map((name) => `${name} : f32, `).join('')}`,
    getUserCode: () => code,
  };
  const uniforms = [
    { type: 'int32', data: [threads] },
    ...names.map((name) => ({ type: 'float32', data: [numbers[name]] })),
  ];
  const run = () => webgpu.runWebGPUProgram(program, Object.values(inputs), 'float32', uniforms);
  const known = compiled.get(webgpu.device) ?? new Set<string>();
  compiled.set(webgpu.device, known);
  const output = known.has(key) ? run() : compiling(webgpu.device, key, run);
  known.add(key);
  return engine().makeTensorFromTensorInfo(output) as T;
}
