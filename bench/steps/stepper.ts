/**
 * One engine in training on one network, and what the measuring side asks of it. Each runs in a
 * process or page of its own: engines built on TensorFlow.js share its registry of kernels, and
 * ours must never stand in for its own.
 */
import type { WasmPaths } from '../../src/engine/tfjs/backends/wasm.ts';
import type { ThreadSupply } from '../../src/engine/tfjs/parallel/threadChoice.ts';
import type { BenchNetwork } from './network.ts';

export const engineNames = ['espalier', 'tfjs', 'jax-js'] as const;
export type EngineName = (typeof engineNames)[number];

/** Engines of other languages, which run in a process of their own. */
export const nativeNames = ['torch'] as const;
export type NativeName = (typeof nativeNames)[number];

export const deviceNames = ['wasm', 'wasm-fused', 'webgpu', 'cpu'] as const;
export type DeviceName = (typeof deviceNames)[number];

/** What the table calls WebGPU without a graphics card. */
export const softwareAdapter = 'webgpu, software adapter';

/** SGD's settings, the same for all; no weight decay. */
export const settings = { learningRate: 0.005, momentum: 0.9 } as const;

export interface StepperOptions {
  readonly engine: EngineName;
  readonly device: DeviceName;
  readonly network: BenchNetwork;
  readonly batch: number;
  /** False: Espalier's steps on WebGPU are not recorded but done anew, each of them. */
  readonly isCaptured: boolean;
}

/** What differs between Node and a page. */
export interface StepperPlatform {
  /** Where TensorFlow.js' WebAssembly files lie. */
  readonly wasmPaths: WasmPaths & { readonly threaded: string };
  /** Threads for Espalier on WebAssembly. */
  readonly threads: ThreadSupply;
}

export interface Stepper {
  /** Back to the initial weights, with velocities of zero. Waits for the device. */
  restart(): Promise<void>;
  /** One step on one of the batches; need not wait for the device. */
  step(batchIndex: number): void | Promise<void>;
  /** Losses of the steps since the last call. Waits for the device. */
  losses(): Promise<number[]>;
  /** Waits for the device and forgets the losses, whatever they are. */
  settle(): Promise<void>;
  /** Has what the first step compiles compiled beforehand: how much that is. Espalier alone. */
  prepare?(): Promise<number>;
  /** Loss and gradients of the first step from the initial weights. Espalier alone. */
  gradients?(): Promise<FirstGradients>;
}

export type Command =
  /** What WebGPU there is; answered by `started`. */
  | { readonly command: 'probe' }
  | ({ readonly command: 'start' } & StepperOptions)
  /** From the initial weights on. */
  | { readonly command: 'losses'; readonly steps: number }
  /** From the initial weights on, so that every block does the same work. */
  | { readonly command: 'block'; readonly steps: number }
  /** What steps from the initial weights on ask of a WebGPU device. */
  | { readonly command: 'gauge'; readonly steps: number }
  /** How long the very first step takes, prepared or not. */
  | { readonly command: 'first'; readonly isPrepared: boolean }
  /** Loss and gradients of the very first step. */
  | { readonly command: 'gradients' }
  /** Milliseconds of products of two matrices of side × side, on TensorFlow.js' own kernel. */
  | { readonly command: 'products'; readonly side: number; readonly repetitions: number };

/** What steps ask of a WebGPU device. */
export interface GpuGauge {
  /** Of one step. */
  readonly dispatches: number;
  /** The most bytes that buffers held at one time, the set-up included. */
  readonly maxBytes: number;
}

export interface FirstStep {
  /** Before the step, where it was prepared. */
  readonly preparingMs: number;
  /** Shaders compiled meanwhile. */
  readonly prepared: number;
  readonly stepMs: number;
}

/** Of the step on the first batch, by the initial weights. */
export interface FirstGradients {
  readonly loss: number;
  /** By the names of parameters, in their order of values. */
  readonly gradients: Readonly<Record<string, Float32Array>>;
}

export type Answer =
  | { readonly answer: 'started'; readonly device: string }
  /** Each step's loss, and the milliseconds of each, which waits for the device. */
  | { readonly answer: 'losses'; readonly losses: number[]; readonly milliseconds: number[] }
  | { readonly answer: 'milliseconds'; readonly milliseconds: number[] }
  | ({ readonly answer: 'gauge' } & GpuGauge)
  | ({ readonly answer: 'first' } & FirstStep)
  | ({ readonly answer: 'gradients' } & FirstGradients)
  | { readonly answer: 'failed'; readonly reason: string };
