import {
  findBackendFactory,
  getBackend,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import type { TrainingMemory } from '../../../spec/networks/trainingMemory.ts';
import type { DeviceInfo } from '../../../spec/run/events/runEvents.ts';
import type { ImageShape } from '../../../spec/units.ts';
import { EngineError, type Images } from '../../engine.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Profiling } from '../profiling/profiling.ts';
import { repeatEagerly } from '../repeated/eagerly.ts';
import { hostFeed, type ImageFeed } from '../repeated/imageFeed.ts';
import type { Repeated, Work } from '../repeated/work.ts';
import { unlimited } from '../room.ts';
import { type Memory, plainMemory } from './memory.ts';

/** One of TensorFlow.js' backends, started. */
export interface Backend {
  readonly device: DeviceInfo;
  readonly kernels: Kernels;
  readonly memory: Memory;
  /** Bytes that it can hold at most. */
  readonly room: TrainingMemory;
  /** Whether repeated work is recorded, so that beginning other work costs something. */
  readonly recordsWork: boolean;
  /** Whether the way back computes again what costs little, as memory is scarcer than time. */
  readonly computesAgain: boolean;
  /** Whether training stores at half precision what passes between layers, which needs a scaled loss. */
  readonly scalesLoss: boolean;
  /** Prepares to do the same work again and again. Its arrays must be the caller's alone. */
  repeat(work: Work): Repeated;
  /** Feeds so many images from where the given ones lie. */
  imageFeed(images: Images, count: number, shape: ImageShape): ImageFeed;
  /** See `Engine.untilLost`. */
  untilLost<Result>(work: Promise<Result>): Promise<Result>;
  /** See `Engine.explain`. */
  explain(error: unknown): Promise<unknown>;
  /** See `Engine.takeNotes`. */
  takeNotes(): readonly string[];
  /** Frees what the device keeps of images. */
  releaseImages(): void;
  /** The same device, measured at what it computes; null where it cannot be. */
  profiling(): Profiling<Backend> | null;
  /** Makes it the one that operations run on. */
  activate(): void;
  /** @throws EngineError when the device has failed since it was started. */
  check(): void;
  /** Frees the device. */
  dispose(): void;
}

/** How a device works that keeps nothing ready between steps. */
export const workingEagerly = {
  recordsWork: false,
  computesAgain: false,
  scalesLoss: false,
  memory: plainMemory,
  room: unlimited,
  repeat: (work: Work) => repeatEagerly(work, plainMemory.read),
  imageFeed: (_images: Images, count: number, shape: ImageShape) => hostFeed(count, shape),
  untilLost: (work) => work,
  explain: async (error) => error,
  takeNotes: () => [],
  releaseImages: () => {},
  profiling: () => null,
} satisfies Partial<Backend>;

/** How many of this program's engines use a backend; the last one to go frees the device. */
const users = new Map<string, number>();

/**
 * Starts a registered backend of TensorFlow.js, or joins the one that runs already.
 * @throws EngineError with `remedy` when it does not start.
 */
export async function startBackend(kind: DeviceInfo['kind'], remedy: string): Promise<void> {
  const hasStarted = await setBackend(kind).catch(() => false);
  if (!hasStarted) throw new EngineError(`The ${kind} backend did not start.`, remedy);
  users.set(kind, (users.get(kind) ?? 0) + 1);
}

/** Operations run on `kind` from here on. The backend has started, so this happens at once. */
export function activateBackend(kind: DeviceInfo['kind']): void {
  if (getBackend() !== kind) void setBackend(kind);
}

/** Leaves a backend; its last user frees the device's memory. It can be started again. */
export function leaveBackend(kind: DeviceInfo['kind']): void {
  const left = (users.get(kind) ?? 1) - 1;
  users.set(kind, left);
  if (left > 0) return;
  const factory = findBackendFactory(kind);
  removeBackend(kind);
  registerBackend(kind, factory);
}
