/**
 * Shaders of our own on TensorFlow.js' WebGPU device, written whole: unlike programs that
 * TensorFlow.js completes they can be recorded, may have barriers, write several tensors, and carry
 * their shapes as constants instead of in a buffer that is filled for each call.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, engine, env, type Tensor } from '@tensorflow/tfjs-core';
import { entriesOf } from '../../../plan/plan.ts';
import type { Region, ShaderSource } from '../../../plan/recording.ts';
import { partNow } from '../../profiling/part.ts';
import { internalsOf, regionOf } from './deviceMemory.ts';
import {
  type HalfArray,
  halfTypeOf,
  isHalf,
  storeAsHalf,
  storesHalves,
  withHalves,
} from './halfStorage.ts';
import { labelOf, pipelineOf } from './pipelines.ts';
import { recorderUnderWay } from './recorder.ts';

/**
 * A tensor as a shader sees it: an array of f32, or of vec4<f32> where it has four lanes, or of u32
 * where its bits are to be read as such.
 */
export interface View {
  readonly tensor: Tensor;
  readonly lanes: Lanes | 'bits';
}

export type Lanes = 1 | 4;

/** How lanes of a group come by each other's values; subgroups need a device that has them. */
export type Exchange = 'memory' | 'subgroups';

export interface Shader {
  /** The kernel's name, which failures tell. */
  readonly name: string;
  /** Each is a u32 in the shader; a pipeline is compiled for each set of values. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Arrays of the same names in the shader. All must be used. */
  readonly reads: Readonly<Record<string, Tensor | View>>;
  /** Arrays that the shader may change. All must be used, and none be read too. */
  readonly writes: Readonly<Record<string, Tensor | View>>;
  /** Each is an f32 in the shader; a pipeline is compiled for each set of values. */
  readonly numbers?: Readonly<Record<string, number>>;
  /**
   * How often `fn run` is called: `threads` times as `run(index : u32)`, and for some indices
   * beyond, or in groups as `run(group : u32, lane : u32)` with `groupSize` lanes each. With
   * `exchange` it is `run(group : u32, lane : u32, subgroup : u32)`, where `subgroup` is how many
   * lanes are to exchange values without memory: 1, or as many as the device puts together.
   */
  readonly size:
    | { readonly threads: number }
    | { readonly groups: number; readonly groupSize: number; readonly exchange?: Exchange };
  /** WGSL with `fn run`. */
  readonly code: string | (() => string);
}

const flatSize = 64;

/** Four lanes where a row of so many values can be cut into fours. */
export function lanesOf(length: number): Lanes {
  return length % 4 === 0 ? 4 : 1;
}

/** The same where each of several rows can. */
export function commonLanes(...lengths: readonly number[]): Lanes {
  return lengths.every((length) => lanesOf(length) === 4) ? 4 : 1;
}

export function vectorView(tensor: Tensor, lanes: View['lanes']): View {
  return { tensor, lanes };
}

/** WGSL type of one entry of an array. */
export function typeOf(lanes: View['lanes']): string {
  if (lanes === 'bits') return 'u32';
  return lanes === 4 ? 'vec4<f32>' : 'f32';
}

/** WGSL for the ReLU of a value of that type. What is no number stays so, unlike with `max`. */
export function reluOf(value: string, type: string): string {
  return `select(${value}, ${type}(), ${value} < ${type}())`;
}

/** A new float32 tensor, whose values a shader is to write. */
export function createTensor<T extends Tensor>(shape: readonly number[]): T {
  return createStored(shape, false);
}

/**
 * The same for what passes from layer to layer, forward or back, and is written in so many lanes: it
 * is stored at half precision where that was asked for.
 */
export function createActivation<T extends Tensor>(shape: readonly number[], lanes: Lanes): T {
  return createStored(shape, storesHalves(lanes));
}

function createStored<T extends Tensor>(shape: readonly number[], asHalf: boolean): T {
  const webgpu = backend() as WebGPUBackend;
  const info = webgpu.makeTensorInfo([...shape], 'float32');
  if (asHalf) storeAsHalf(info.dataId);
  const recorder = recorderUnderWay();
  if (recorder === null) webgpu.uploadToGPU(info.dataId);
  const created = engine().makeTensorFromTensorInfo(info) as T;
  recorder?.add(created);
  return created;
}

/** Runs a shader on the active backend, which must be WebGPU, or records it. */
export function runShader(shader: Shader): void {
  const webgpu = backend() as WebGPUBackend;
  const limit = webgpu.device.limits.maxComputeWorkgroupsPerDimension;
  const [grid, source] = [gridOf(shader, limit), sourceFor(shader)];
  const recorder = recorderUnderWay();
  if (recorder === null) {
    dispatch(webgpu, source, boundIn(shader), grid);
    return;
  }
  const writtenFrom = Object.keys(shader.reads).length;
  const bindings = boundIn(shader).map((tensor, index) => ({
    place: recorder.placeOf(tensor),
    isWritten: index >= writtenFrom,
  }));
  recorder.dispatch({ shader: source, bindings, grid, part: partNow() });
}

/** Adds a dispatch to the commands that TensorFlow.js gathers. */
function dispatch(
  webgpu: WebGPUBackend,
  source: ShaderSource,
  tensors: readonly Tensor[],
  grid: readonly [number, number],
): void {
  const internals = internalsOf(webgpu);
  const { pipeline, layout } = pipelineOf(webgpu.device, source);
  const regions = tensors.map((tensor) => regionOf(webgpu, tensor));
  // Until the queue is submitted, the memory must not go to another tensor.
  for (const { dataId } of tensors) internals.commandQueueOwnedIds.add(dataId);
  const entries = entriesOf([...regions, firstGroupOf(webgpu.device)]);
  const group = webgpu.device.createBindGroup({ label: labelOf(source.kernel), layout, entries });
  webgpu.ensureCommandEncoderReady();
  internals.computePassEncoder ??= (
    internals.commandEncoder as GPUCommandEncoder
  ).beginComputePass();
  const pass = internals.computePassEncoder;
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...grid);
  internals.dispatchCountInPass++;
  if (internals.dispatchCountInPass >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    webgpu.endComputePassEncoder();
    webgpu.submitQueue();
  }
}

const firstGroups = new WeakMap<GPUDevice, GPUBuffer>();

/** Where a dispatch that is not cut finds the number of its first group, 0. */
function firstGroupOf(device: GPUDevice): Region {
  const usage = GPUBufferUsage.UNIFORM;
  const buffer = firstGroups.get(device) ?? device.createBuffer({ size: 4, usage });
  firstGroups.set(device, buffer);
  return { buffer, offset: 0, size: 4 };
}

/** The tensors in the order of their bindings. */
function boundIn({ reads, writes }: Shader): Tensor[] {
  const bound = [...Object.values(reads), ...Object.values(writes)];
  return bound.map(tensorOf);
}

function tensorOf(bound: Tensor | View): Tensor {
  return 'lanes' in bound ? bound.tensor : bound;
}

function lanesIn(bound: Tensor | View): View['lanes'] {
  return 'lanes' in bound ? bound.lanes : 1;
}

function sourceFor(shader: Shader): ShaderSource {
  const groupSize = 'threads' in shader.size ? flatSize : shader.size.groupSize;
  return { key: keyOf(shader), kernel: shader.name, groupSize, source: () => sourceOf(shader) };
}

/** Workgroups as rows of a grid where there are more than fit into one. */
export function gridOf({ size }: Pick<Shader, 'size'>, limit: number): [number, number] {
  const groups = 'threads' in size ? Math.ceil(size.threads / flatSize) : size.groups;
  const rows = Math.ceil(groups / limit);
  return [Math.ceil(groups / rows), rows];
}

function keyOf({ name, constants = {}, numbers = {}, reads, writes, size }: Shader): string {
  const lanes = [...Object.values(reads), ...Object.values(writes)].map((bound) => {
    const half = isHalf(tensorOf(bound)) ? 'h' : '';
    return half + lanesIn(bound);
  });
  const bindings = Object.keys(reads).join();
  const fixed = [...Object.values(constants), ...Object.values(numbers)].join();
  const ofGroup = 'threads' in size ? '' : ` ${size.groupSize} ${size.exchange ?? ''}`;
  return `${name}(${bindings}:${lanes.join('')}:${fixed})${ofGroup}`;
}

function sourceOf({ constants = {}, reads, writes, numbers = {}, size, code }: Shader): string {
  const arrays = [
    ...Object.entries(reads).map(([name, bound]) => [`<storage, read> ${name}`, bound] as const),
    ...Object.entries(writes).map(
      ([name, bound]) => [`<storage, read_write> ${name}`, bound] as const,
    ),
  ].map(([variable, bound], binding) => {
    const lanes = lanesIn(bound);
    const type = isHalf(tensorOf(bound)) && lanes !== 'bits' ? halfTypeOf(lanes) : typeOf(lanes);
    return `@group(0) @binding(${binding}) var${variable} : array<${type}>;`;
  });
  return [
    ...(exchangeIn(size) === 'subgroups' ? ['enable subgroups;'] : []),
    ...arrays,
    `@group(0) @binding(${arrays.length}) var<uniform> firstGroup : u32;`,
    ...Object.entries(constants).map(([name, value]) => `const ${name} = ${value}u;`),
    ...Object.entries(numbers).map(([name, value]) => `const ${name} : f32 = ${value};`),
    withHalves(typeof code === 'string' ? code : code(), [
      ...halvesIn(reads, false),
      ...halvesIn(writes, true),
    ]),
    entryPoint(size),
  ].join('\n');
}

function halvesIn(bound: Shader['reads'], isWritten: boolean): HalfArray[] {
  return Object.entries(bound).flatMap(([name, one]) => {
    const lanes = lanesIn(one);
    return isHalf(tensorOf(one)) && lanes !== 'bits' ? [{ name, lanes, isWritten }] : [];
  });
}

function exchangeIn(size: Shader['size']): Exchange | undefined {
  return 'exchange' in size ? size.exchange : undefined;
}

function entryPoint(size: Shader['size']): string {
  const isFlat = 'threads' in size;
  const exchange = exchangeIn(size);
  const inGroups = { memory: 'run(group, lane, 1u)', subgroups: 'run(group, lane, subgroup)' };
  const ofGroup = exchange === undefined ? 'run(group, lane)' : inGroups[exchange];
  return `
  @compute @workgroup_size(${isFlat ? flatSize : size.groupSize})
  fn start(
    @builtin(workgroup_id) place : vec3<u32>,
    @builtin(num_workgroups) places : vec3<u32>,
    @builtin(local_invocation_index) lane : u32,
    ${exchange === 'subgroups' ? '@builtin(subgroup_size) subgroup : u32,' : ''}
  ) {
    let group = firstGroup + place.y * places.x + place.x;
    ${isFlat ? `run(group * ${flatSize}u + lane)` : ofGroup};
  }`;
}
