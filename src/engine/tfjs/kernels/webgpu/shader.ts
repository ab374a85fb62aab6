/**
 * Shaders of our own on TensorFlow.js' WebGPU device, written whole: unlike programs that
 * TensorFlow.js completes (program.ts) they may have barriers, write several tensors, and carry
 * their shapes as constants instead of in a buffer that is filled for each call.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, engine, env, mul, type Tensor } from '@tensorflow/tfjs-core';
import { labelOf, pipelineOf } from './pipelines.ts';

/** A tensor as a shader sees it: an array of f32, or of vec4<f32> where it has four lanes. */
export interface View {
  readonly tensor: Tensor;
  readonly lanes: Lanes;
}

export type Lanes = 1 | 4;

export interface Shader {
  /** The kernel's name, which failures tell. */
  readonly name: string;
  /** Each is a u32 in the shader; a pipeline is compiled for each set of values. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Arrays of the same names in the shader. All must be used. */
  readonly reads: Readonly<Record<string, Tensor | View>>;
  /** Arrays that the shader may change. All must be used, and none be read too. */
  readonly writes: Readonly<Record<string, Tensor | View>>;
  /** Each is `numbers.<name>`, an f32 that may differ from call to call. */
  readonly numbers?: Readonly<Record<string, number>>;
  /**
   * How often `fn run` is called: `threads` times as `run(index : u32)`, and for some indices
   * beyond, or in groups as `run(group : u32, lane : u32)` with `groupSize` lanes each.
   */
  readonly size: { readonly threads: number } | { readonly groups: number; groupSize: number };
  /** WGSL with `fn run`. */
  readonly code: string | (() => string);
}

/** What TensorFlow.js' backend keeps to itself. Its version is pinned. */
interface Internals {
  commandEncoder: GPUCommandEncoder;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  makeUniforms(uniforms: { type: string; data: number[] }[]): GPUBufferBinding;
}

/** Where a tensor's values lie; null where they lie nowhere (any more). */
interface Memory {
  resource: GPUBuffer | null;
}

const flatSize = 64;

/** Four lanes where a row of so many values can be cut into fours. */
export function lanesOf(length: number): Lanes {
  return length % 4 === 0 ? 4 : 1;
}

export function view(tensor: Tensor, lanes: Lanes): View {
  return { tensor, lanes };
}

/** WGSL type of one entry of a view. */
export function typeOf(lanes: Lanes): string {
  return lanes === 4 ? 'vec4<f32>' : 'f32';
}

/** WGSL for the ReLU of a value of that type. What is no number stays so, unlike with `max`. */
export function reluOf(value: string, type: string): string {
  return `select(${value}, ${type}(), ${value} < ${type}())`;
}

/** A new float32 tensor, whose values a shader is to write. */
export function createTensor<T extends Tensor>(shape: readonly number[]): T {
  const webgpu = backend() as WebGPUBackend;
  const info = webgpu.makeTensorInfo([...shape], 'float32');
  webgpu.uploadToGPU(info.dataId);
  return engine().makeTensorFromTensorInfo(info) as T;
}

/**
 * The tensor's memory as a new tensor, which a shader may change; the tensor itself has no values
 * any more. So readings of it that are under way, or that TensorFlow.js has kept, stay right.
 */
export function takeOver<T extends Tensor>(tensor: T): T {
  const webgpu = backend() as WebGPUBackend;
  webgpu.uploadToGPU(tensor.dataId);
  // Memory shared with another tensor must stay as it is.
  if (webgpu.refCount(tensor.dataId) > 1) return mul(tensor, 1) as T;
  const old = memoryOf(webgpu, tensor);
  const info = webgpu.makeTensorInfo(tensor.shape, 'float32');
  memoryOf(webgpu, info).resource = old.resource;
  old.resource = null;
  return engine().makeTensorFromTensorInfo(info) as T;
}

/** Runs a shader on the active backend, which must be WebGPU. */
export function runShader(shader: Shader): void {
  const webgpu = backend() as WebGPUBackend;
  const internals = webgpu as unknown as Internals;
  const { pipeline, layout } = pipelineOf(webgpu.device, keyOf(shader), shader.name, () =>
    sourceOf(shader),
  );
  const entries = [...Object.values(shader.reads), ...Object.values(shader.writes)].map(
    (bound, binding) => ({ binding, resource: bufferOf(webgpu, tensorOf(bound)) }),
  );
  const numbers = Object.values(shader.numbers ?? {});
  if (numbers.length > 0) {
    const uniforms = numbers.map((number) => ({ type: 'float32', data: [number] }));
    entries.push({ binding: entries.length, resource: internals.makeUniforms(uniforms) });
  }
  const bindGroup = webgpu.device.createBindGroup({ label: labelOf(shader.name), layout, entries });
  webgpu.ensureCommandEncoderReady();
  internals.computePassEncoder ??= internals.commandEncoder.beginComputePass();
  const pass = internals.computePassEncoder;
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(...gridOf(shader, webgpu.device.limits.maxComputeWorkgroupsPerDimension));
  internals.dispatchCountInPass++;
  if (internals.dispatchCountInPass >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    webgpu.endComputePassEncoder();
    webgpu.submitQueue();
  }
}

function tensorOf(bound: Tensor | View): Tensor {
  return 'lanes' in bound ? bound.tensor : bound;
}

function memoryOf(webgpu: WebGPUBackend, { dataId }: Pick<Tensor, 'dataId'>): Memory {
  return webgpu.tensorMap.get(dataId) as unknown as Memory;
}

function bufferOf(webgpu: WebGPUBackend, tensor: Tensor): GPUBufferBinding {
  webgpu.uploadToGPU(tensor.dataId);
  // Until the queue is submitted, the memory must not go to another tensor.
  (webgpu as unknown as Internals).commandQueueOwnedIds.add(tensor.dataId);
  return { buffer: memoryOf(webgpu, tensor).resource as GPUBuffer };
}

/** Workgroups as rows of a grid where there are more than fit into one. */
export function gridOf({ size }: Pick<Shader, 'size'>, limit: number): [number, number] {
  const groups = 'threads' in size ? Math.ceil(size.threads / flatSize) : size.groups;
  const rows = Math.ceil(groups / limit);
  return [Math.ceil(groups / rows), rows];
}

function keyOf({ name, constants = {}, reads, writes }: Shader): string {
  const lanes = [...Object.values(reads), ...Object.values(writes)].map((bound) =>
    'lanes' in bound ? bound.lanes : 1,
  );
  const bindings = Object.keys(reads).join();
  return `${name}(${bindings}:${lanes.join('')}:${Object.values(constants).join()})`;
}

function sourceOf({ constants = {}, reads, writes, numbers = {}, size, code }: Shader): string {
  const arrays = [
    ...Object.entries(reads).map(([name, bound]) => [`<storage, read> ${name}`, bound] as const),
    ...Object.entries(writes).map(
      ([name, bound]) => [`<storage, read_write> ${name}`, bound] as const,
    ),
  ].map(([variable, bound], binding) => {
    const type = typeOf('lanes' in bound ? bound.lanes : 1);
    return `@group(0) @binding(${binding}) var${variable} : array<${type}>;`;
  });
  const names = Object.keys(numbers);
  if (names.length > 0) {
    const fields = names.map((name) => `${name} : f32,`).join(' ');
    arrays.push(
      `struct Numbers { ${fields} };`,
      `@group(0) @binding(${arrays.length}) var<uniform> numbers : Numbers;`,
    );
  }
  return [
    ...arrays,
    ...Object.entries(constants).map(([name, value]) => `const ${name} = ${value}u;`),
    typeof code === 'string' ? code : code(),
    entryPoint(size),
  ].join('\n');
}

function entryPoint(size: Shader['size']): string {
  const isFlat = 'threads' in size;
  return `
  @compute @workgroup_size(${isFlat ? flatSize : size.groupSize})
  fn start(
    @builtin(workgroup_id) place : vec3<u32>,
    @builtin(num_workgroups) places : vec3<u32>,
    @builtin(local_invocation_index) lane : u32,
  ) {
    let group = place.y * places.x + place.x;
    ${isFlat ? `run(group * ${flatSize}u + lane);` : 'run(group, lane);'}
  }`;
}
