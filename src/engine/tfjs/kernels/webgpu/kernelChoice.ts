/**
 * Kernels that can be computed in more than one way, of which the faster is found by timing: on each
 * adapter and for each shape once, and remembered as long as the program runs. All ways give the
 * same bits; one that does not on some adapter, or that it refuses, is not taken there.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tensor } from '@tensorflow/tfjs-core';
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

/** Runs of a way that are timed, after one that compiles it. */
const timedRuns = 3;

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

/**
 * Decides what has been noted, by timing. Returns whether anything has been decided. Waits for the
 * device.
 */
export async function decideAll(
  webgpu: WebGPUBackend,
  decide: (webgpu: WebGPUBackend, contest: Contest) => Promise<number> = fastest,
): Promise<boolean> {
  const open = undecided.get(webgpu.device);
  if (open === undefined || open.size === 0) return false;
  undecided.delete(webgpu.device);
  for (const contest of open.values()) {
    decided.set(nameOf(webgpu, contest.key), await decide(webgpu, contest));
  }
  return true;
}

async function fastest(webgpu: WebGPUBackend, { enter }: Contest): Promise<number> {
  const { ways, dispose } = enter();
  const [safe, ...others] = ways;
  const right = await resultOf(webgpu, safe);
  let best = { way: 0, time: await timeOf(webgpu, safe) };
  for (const [index, way] of others.entries()) {
    const found = await attempting(webgpu.device, () => resultOf(webgpu, way));
    if (found === null || !isSame(found, right)) continue;
    const time = await timeOf(webgpu, way);
    if (time < best.time) best = { way: index + 1, time };
  }
  dispose();
  return best.way;
}

async function resultOf(webgpu: WebGPUBackend, way: () => Tensor): Promise<Float32Array> {
  const result = way();
  const region = regionOf(webgpu, result);
  flush(webgpu);
  const values = await readRegion(webgpu.device, region);
  result.dispose();
  return values;
}

async function timeOf(webgpu: WebGPUBackend, way: () => Tensor): Promise<number> {
  const { queue } = webgpu.device;
  await queue.onSubmittedWorkDone();
  const began = performance.now();
  for (let run = 0; run < timedRuns; run++) way().dispose();
  flush(webgpu);
  await queue.onSubmittedWorkDone();
  return performance.now() - began;
}

/** Equal bits, or no number in both. */
function isSame(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length && one.every((value, at) => Object.is(value, other[at]));
}
