/**
 * All parameters of a network in one buffer, and each kind of their slots and their gradients in
 * one, in the same order: so that one shader can change everything. Each parameter begins a block
 * of its own, as bindings begin at whole blocks.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Region } from '../../../plan/recording.ts';
import type { ArrangedParameter, Arrangement } from '../../backends/memory.ts';
import type { PersistentTensor } from '../../persistentTensor.ts';
import { byteSizeOf, flush, internalsOf, regionOf, tensorAt } from './deviceMemory.ts';
import { recorderUnderWay } from './recorder.ts';

/** Values in a block: 256 bytes, to which WebGPU's bindings are aligned. */
export const blockSize = 64;
const blockBytes = blockSize * Float32Array.BYTES_PER_ELEMENT;

/** One buffer for something of each parameter. */
interface Arena {
  readonly whole: Tensor;
  readonly regions: readonly Region[];
}

export interface Arenas {
  readonly values: Arena;
  readonly slots: readonly Arena[];
  readonly gradients: Arena;
  /** Per block: weight decay and number of the parameter. */
  readonly table: Tensor;
}

/** By what TensorFlow.js calls the first parameter. */
const known = new WeakMap<object, { readonly arenas: Arenas; readonly count: number }>();

/** The arenas that hold these parameters and no others, in this order; null where there are none. */
export function arenasOf(values: readonly Tensor[]): Arenas | null {
  const found = values.length > 0 ? known.get(values[0].dataId) : undefined;
  return found?.count === values.length ? found.arenas : null;
}

/** Has gradients that are being recorded written to their arena; false where nothing is recorded. */
export function placeGradients(
  { gradients }: Arenas,
  updates: readonly { readonly gradient: Tensor }[],
): boolean {
  const recorder = recorderUnderWay();
  if (recorder === null) return false;
  for (const [index, { gradient }] of updates.entries()) {
    recorder.place(gradient, gradients.regions[index]);
  }
  return true;
}

/** Moves parameters and their slots into arenas. */
export function arrangeParameters(
  webgpu: WebGPUBackend,
  parameters: readonly ArrangedParameter[],
): Arrangement {
  if (parameters.length === 0) return { dispose: () => {} };
  const { device } = webgpu;
  const sizes = parameters.map(({ parameter }) => byteSizeOf(parameter.value));
  const buffers: GPUBuffer[] = [];
  const arena = (label: string): Arena => {
    const { regions, buffer } = createArena(device, sizes, label);
    buffers.push(buffer);
    const size = buffer.size / Float32Array.BYTES_PER_ELEMENT;
    return { whole: tensorAt(webgpu, { buffer, offset: 0, size: buffer.size }, [size]), regions };
  };
  const moved = (persistent: readonly PersistentTensor[], label: string) => {
    const to = arena(label);
    for (const [index, one] of persistent.entries()) moveTo(webgpu, one, to.regions[index]);
    return to;
  };
  const kinds = parameters[0].slots.map((_, kind) => parameters.map(({ slots }) => slots[kind]));
  const table = createTable(webgpu, parameters);
  buffers.push(regionOf(webgpu, table).buffer);
  const arenas: Arenas = {
    values: moved(
      parameters.map(({ parameter }) => parameter),
      'parameters',
    ),
    slots: kinds.map((persistent) => moved(persistent, 'optimiser slots')),
    gradients: arena('gradients'),
    table,
  };
  known.set(parameters[0].parameter.value.dataId, { arenas, count: parameters.length });
  return {
    dispose: () => {
      const { values, slots, gradients } = arenas;
      for (const { whole } of [values, ...slots, gradients]) whole.dispose();
      table.dispose();
      flush(webgpu);
      for (const buffer of buffers) buffer.destroy();
    },
  };
}

const usage = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

function createArena(device: GPUDevice, sizes: readonly number[], label: string) {
  const offsets: number[] = [];
  let total = 0;
  for (const size of sizes) {
    offsets.push(total);
    total += Math.ceil(size / blockBytes) * blockBytes;
  }
  const buffer = device.createBuffer({ size: total, usage: usage(), label });
  return { buffer, regions: sizes.map((size, i) => ({ buffer, offset: offsets[i], size })) };
}

/** Moves a persistent tensor's values. */
function moveTo(webgpu: WebGPUBackend, persistent: PersistentTensor, to: Region): void {
  const from = regionOf(webgpu, persistent.value);
  webgpu.ensureCommandEncoderReady();
  webgpu.endComputePassEncoder();
  const { commandEncoder } = internalsOf(webgpu);
  commandEncoder?.copyBufferToBuffer(from.buffer, from.offset, to.buffer, to.offset, to.size);
  const { shape } = persistent.value;
  persistent.value.dispose();
  persistent.value = tensorAt(webgpu, to, shape);
}

function createTable(webgpu: WebGPUBackend, parameters: readonly ArrangedParameter[]): Tensor {
  const rows = parameters.flatMap(({ parameter, weightDecay }, number) => {
    const blocks = Math.ceil(parameter.value.size / blockSize);
    return Array.from({ length: blocks }, () => [weightDecay, number]).flat();
  });
  const values = Float32Array.from(rows);
  const size = values.byteLength;
  const buffer = webgpu.device.createBuffer({ size, usage: usage(), label: 'parameter table' });
  webgpu.device.queue.writeBuffer(buffer, 0, values);
  return tensorAt(webgpu, { buffer, offset: 0, size }, [values.length]);
}
