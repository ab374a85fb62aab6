/**
 * Kernels that can be computed in more than one way, of which the faster is found by timing: on each
 * adapter and for each shape once, and remembered as long as the program runs. All ways give the
 * same bits; one that does not on some adapter, or that it refuses, is not taken there.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, setBackend, type Tensor } from '@tensorflow/tfjs-core';
import { readRegion } from '../../../plan/readRegion.ts';
import { attempting } from './deviceFailures.ts';
import { flush, regionOf } from './deviceMemory.ts';

/** A shape for which ways can be timed. */
export interface Contest {
  /** Names kernel and shape. */
  readonly key: string;
  /** Makes inputs of that shape and returns each way of computing on them, the safe one first. */
  readonly enter: () => { readonly ways: readonly (() => Tensor)[]; readonly dispose: () => void };
}

/** Runs of a way that are timed together, after one that compiles it, and how often they are. */
const timedRuns = 3;
const timings = 3;
/** Milliseconds of a run from which one timing is enough. */
const longRun = 10;
/** What a way's time must be of the best one's to be taken instead: clocks and devices waver. */
const clearly = 0.9;

/** Number of the way taken, by adapter, kernel and shape. */
const decided = new Map<string, number>();
/** What waits for a decision on each device. */
const undecided = new WeakMap<GPUDevice, Map<string, Contest>>();
const adapters = new WeakMap<GPUDevice, string>();

/** Tells what adapter a device is of, which decisions are remembered for. */
export function rememberAdapter(device: GPUDevice, name: string): void {
  adapters.set(device, name);
}

const nameOf = ({ device }: WebGPUBackend, key: string) => `${adapters.get(device)}: ${key}`;

/** Number of the way to take for now; a shape not met before is noted for {@link decideAll}. */
export function chosenWay(webgpu: WebGPUBackend, contest: Contest): number {
  const known = decided.get(nameOf(webgpu, contest.key));
  if (known !== undefined) return known;
  const open = undecided.get(webgpu.device) ?? new Map<string, Contest>();
  undecided.set(webgpu.device, open);
  open.set(contest.key, contest);
  return 0;
}

/** Whether anything waits for a decision. */
export function undecidedCount(webgpu: WebGPUBackend): number {
  return undecided.get(webgpu.device)?.size ?? 0;
}

/** Decides what has been noted, by timing, and tells after each decision. Waits for the device. */
export async function decideAll(
  webgpu: WebGPUBackend,
  onDecided: () => void = () => {},
  decide: (webgpu: WebGPUBackend, contest: Contest) => Promise<number> = fastest,
): Promise<void> {
  const open = undecided.get(webgpu.device);
  undecided.delete(webgpu.device);
  for (const contest of open?.values() ?? []) {
    decided.set(nameOf(webgpu, contest.key), await decide(webgpu, contest));
    onDecided();
  }
}

async function fastest(webgpu: WebGPUBackend, { enter }: Contest): Promise<number> {
  activate(webgpu);
  const { ways, dispose } = enter();
  try {
    const [safe, ...others] = ways;
    const right = await resultOf(webgpu, run(webgpu, safe));
    let best = { way: 0, time: await timeOf(webgpu, safe) };
    for (const [index, way] of others.entries()) {
      const result = await attempting(webgpu.device, () => run(webgpu, way));
      if (result === null || !isSame(await resultOf(webgpu, result), right)) continue;
      const time = await timeOf(webgpu, way);
      if (time < clearly * best.time) best = { way: index + 1, time };
    }
    return best.way;
  } finally {
    dispose();
  }
}

function run(webgpu: WebGPUBackend, way: () => Tensor): Tensor {
  activate(webgpu);
  const result = way();
  flush(webgpu);
  return result;
}

async function resultOf(webgpu: WebGPUBackend, result: Tensor): Promise<Float32Array> {
  const values = await readRegion(webgpu.device, regionOf(webgpu, result));
  result.dispose();
  return values;
}

/** Milliseconds of a run: of one where that takes long, else the best of some timings of several. */
async function timeOf(webgpu: WebGPUBackend, way: () => Tensor): Promise<number> {
  let best = await timeOfRuns(webgpu, way, 1);
  if (best > longRun) return best;
  for (let timing = 0; timing < timings; timing++) {
    best = Math.min(best, await timeOfRuns(webgpu, way, timedRuns));
  }
  return best;
}

async function timeOfRuns(webgpu: WebGPUBackend, way: () => Tensor, runs: number): Promise<number> {
  const { queue } = webgpu.device;
  await queue.onSubmittedWorkDone();
  activate(webgpu);
  const began = performance.now();
  for (let count = 0; count < runs; count++) way().dispose();
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
