/**
 * A record of what a device is asked to do: which shaders run on which memory, in which order. It
 * knows nothing of tensors, so that whoever computes on a WebGPU device can be recorded.
 */

import type { StepPart } from '../../spec/run/stepProfile.ts';

/** A part of a buffer, in bytes. */
export interface Region {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

/** A shader, compiled once for each key. */
export interface ShaderSource {
  /** Tells it from every other, its constants and types of bindings included. */
  readonly key: string;
  /** What its failures are told by. */
  readonly kernel: string;
  /** Threads of a workgroup. */
  readonly groupSize: number;
  /**
   * WGSL with the entry point `start`, whose last binding is a uniform u32: the number of the first
   * workgroup of the dispatch.
   */
  readonly source: () => string;
}

/**
 * What a dispatch reads or writes: persistent memory, or one of the transient values that
 * exist within the work only, by its number.
 */
export type Place = Region | TransientValue;

export interface TransientValue {
  readonly transient: number;
}

export interface Binding {
  readonly place: Place;
  readonly isWritten: boolean;
}

export interface Dispatch {
  readonly shader: ShaderSource;
  readonly bindings: readonly Binding[];
  /** Workgroups: columns and rows. */
  readonly grid: readonly [number, number];
  /** What it is a part of, where someone measures. */
  readonly part?: StepPart | null;
}

export interface Recording {
  readonly dispatches: readonly Dispatch[];
  /** Bytes of each transient value. */
  readonly sizes: readonly number[];
  /** What is read of the work, by name. */
  readonly outputs: ReadonlyMap<string, Place>;
}

export function isTransient(place: Place): place is TransientValue {
  return 'transient' in place;
}

/**
 * Whether two recordings ask for the same: if one and the same work is recorded twice and they
 * differ, it decides by something that a repetition would not see. Returns the first kernel that
 * differs, or null.
 */
export function firstDifference(one: Recording, other: Recording): string | null {
  const longest = Math.max(one.dispatches.length, other.dispatches.length);
  for (let index = 0; index < longest; index++) {
    const [a, b] = [one.dispatches[index], other.dispatches[index]];
    if (a === undefined || b === undefined) return (a ?? b).shader.kernel;
    if (!isSameDispatch(a, b)) return b.shader.kernel;
  }
  return one.sizes.join() === other.sizes.join() ? null : 'sizes of values';
}

function isSameDispatch(a: Dispatch, b: Dispatch): boolean {
  return (
    a.shader.key === b.shader.key &&
    a.grid.join() === b.grid.join() &&
    a.bindings.length === b.bindings.length &&
    a.bindings.every(({ place }, index) => isSamePlace(place, b.bindings[index].place))
  );
}

function isSamePlace(a: Place, b: Place): boolean {
  if (isTransient(a) || isTransient(b))
    return isTransient(a) && isTransient(b) && a.transient === b.transient;
  return a.buffer === b.buffer && a.offset === b.offset && a.size === b.size;
}
