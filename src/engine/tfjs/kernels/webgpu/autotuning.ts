/**
 * Autotuning: of kernels with several variants the fastest is found by timing, on each adapter and
 * for each shape once, and remembered with the adapter (backends/deviceKnowledge.ts). All variants give the same bits;
 * one that does not on some adapter, or that the adapter refuses, is not used there.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, setBackend, type Tensor } from '@tensorflow/tfjs-core';
import { readRegion } from '../../../plan/readRegion.ts';
import { attempting } from './deviceFailures.ts';
import { flush, regionOf } from './deviceMemory.ts';

/** A kernel and a shape for which variants can be timed. */
export interface TuningTask {
  /** Names kernel and shape. */
  readonly key: string;
  /** Makes inputs of that shape and returns the variants computing on them, the safe one first. */
  readonly prepare: () => {
    readonly variants: readonly (() => Tensor)[];
    readonly dispose: () => void;
  };
}

/** Runs of a variant that are timed together, after one that compiles it, and how often they are. */
const timedRuns = 3;
const timings = 3;
/** Milliseconds of a run from which one timing is enough. */
const longRun = 10;
/** Milliseconds after which a device must have told that nothing was to do, for timings to mean anything. */
const coarsestTick = 30;
/** Share of the best time that a variant must stay below to be used instead: timings vary. */
const clearly = 0.9;

/** What is to be tuned on each device. */
const untuned = new WeakMap<GPUDevice, Map<string, TuningTask>>();
/** Number of the variant in use on each device, by kernel and shape. */
const tuned = new WeakMap<GPUDevice, Map<string, number>>();

/** Gives a device what was found of its adapter before, and whatever will be found has a place in it. */
export function rememberVariants(device: GPUDevice, variants: Map<string, number>): void {
  tuned.set(device, variants);
}

let isNoting = true;

/** Computes without taking note of shapes that are to be tuned: they are met once. */
export function withoutTuning<T>(compute: () => T): T {
  isNoting = false;
  try {
    return compute();
  } finally {
    isNoting = true;
  }
}

/** Number of the variant to use for now; a new shape is noted for {@link tuneAll}. */
export function chosenVariant(webgpu: WebGPUBackend, task: TuningTask): number {
  const known = tuned.get(webgpu.device)?.get(task.key);
  if (known !== undefined) return known;
  if (!isNoting) return 0;
  const open = untuned.get(webgpu.device) ?? new Map<string, TuningTask>();
  untuned.set(webgpu.device, open);
  open.set(task.key, task);
  return 0;
}

/** How many tasks are to be tuned. */
export function untunedCount(webgpu: WebGPUBackend): number {
  return untuned.get(webgpu.device)?.size ?? 0;
}

/** Tunes what has been noted, and tells after each task. Waits for the device. */
export async function tuneAll(
  webgpu: WebGPUBackend,
  onTuned: () => void = () => {},
  tune: (webgpu: WebGPUBackend, task: TuningTask) => Promise<number> = fastestIfTold,
): Promise<void> {
  const open = untuned.get(webgpu.device);
  untuned.delete(webgpu.device);
  for (const task of open?.values() ?? []) {
    tuned.get(webgpu.device)?.set(task.key, await tune(webgpu, task));
    onTuned();
  }
}

/** Milliseconds that a device takes to tell that there was nothing to do. */
const idleTimes = new WeakMap<GPUDevice, number>();

/** The fastest where times can be told: Firefox tells every 100 ms what is done, no sooner. */
async function fastestIfTold(webgpu: WebGPUBackend, task: TuningTask): Promise<number> {
  const known = idleTimes.get(webgpu.device);
  const idle = known ?? (await timeOfRuns(webgpu, () => {}, 1));
  idleTimes.set(webgpu.device, idle);
  return idle < coarsestTick ? fastest(webgpu, task) : 0;
}

/** Number of the fastest variant, found by timing. */
export async function fastest(webgpu: WebGPUBackend, { prepare }: TuningTask): Promise<number> {
  activate(webgpu);
  const { variants, dispose } = prepare();
  try {
    const [safe, ...others] = variants;
    const right = await resultOf(webgpu, run(webgpu, safe));
    let best = { variant: 0, time: await timeOf(webgpu, safe) };
    for (const [index, variant] of others.entries()) {
      const result = await attempting(webgpu.device, () => run(webgpu, variant));
      if (result === null || !isSame(await resultOf(webgpu, result), right)) continue;
      const time = await timeOf(webgpu, variant);
      if (time < clearly * best.time) best = { variant: index + 1, time };
    }
    return best.variant;
  } finally {
    dispose();
  }
}

function run(webgpu: WebGPUBackend, variant: () => Tensor): Tensor {
  activate(webgpu);
  const result = variant();
  flush(webgpu);
  return result;
}

async function resultOf(webgpu: WebGPUBackend, result: Tensor): Promise<Float32Array> {
  const values = await readRegion(webgpu.device, regionOf(webgpu, result));
  result.dispose();
  return values;
}

/** Milliseconds of a run: of one where that takes long, else the best of some timings of several. */
async function timeOf(webgpu: WebGPUBackend, variant: () => Tensor): Promise<number> {
  const run = () => void variant().dispose();
  let best = await timeOfRuns(webgpu, run, 1);
  if (best > longRun) return best;
  for (let timing = 0; timing < timings; timing++) {
    best = Math.min(best, await timeOfRuns(webgpu, run, timedRuns));
  }
  return best;
}

async function timeOfRuns(webgpu: WebGPUBackend, run: () => void, runs: number): Promise<number> {
  const { queue } = webgpu.device;
  await queue.onSubmittedWorkDone();
  activate(webgpu);
  const began = performance.now();
  for (let count = 0; count < runs; count++) run();
  flush(webgpu);
  await queue.onSubmittedWorkDone();
  return (performance.now() - began) / runs;
}

/** While the device was waited for, another backend may have been made the one that operations run on. */
function activate(webgpu: WebGPUBackend): void {
  if (backend() !== webgpu) void setBackend('webgpu');
}

/** Equal bits, or no number in both. */
function isSame(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length && one.every((value, at) => Object.is(value, other[at]));
}
