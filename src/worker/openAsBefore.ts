import { type Engine, EngineError } from '../engine/engine.ts';
import type { RunState } from '../spec/run/runState.ts';
import type { DeviceChoice } from '../spec/sections/device.ts';

/**
 * The device that a run was on last, which a person may have chosen; where this machine lacks it,
 * the experiment's.
 */
export async function openAsBefore(
  { device: { kind, isFallback }, spec: { device: asked } }: Pick<RunState, 'device' | 'spec'>,
  open: (device: DeviceChoice) => Promise<Engine>,
): Promise<Engine> {
  // On its own, WebGPU is never begun on a software adapter.
  const before = asked === 'auto' && kind === 'webgpu' && !isFallback ? asked : kind;
  if (before === asked) return open(asked);
  try {
    return await open(before);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return open(asked);
  }
}
