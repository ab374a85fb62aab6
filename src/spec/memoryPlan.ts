/** What training an experiment takes of a device's memory, told before anything is allocated. */
import { formatBytes } from '../lib/numberFormat.ts';
import { type ExperimentSpec, networksAtOnce } from './experimentSpec.ts';
import { placedNetwork } from './networks/networkFacts.ts';
import {
  type DeviceRoom,
  memoryShortage,
  type TrainingMemory,
  trainingMemory,
} from './networks/trainingMemory.ts';
import type { ImageShape } from './units.ts';

/** What an experiment is trained on. */
export interface PlannedData {
  readonly shape: ImageShape;
  readonly classCount: number;
  /** Images that are trained on: a batch has no more. */
  readonly imageCount: number;
}

export interface MemoryPlan {
  /** Of the networks, trained at once, that take most. */
  readonly needed: TrainingMemory;
  /** Why there is no room, with a batch that fits; null where there is. */
  readonly issue: string | null;
}

/** What an experiment takes, and whether a device has room for it. */
export function planMemory(
  spec: ExperimentSpec,
  { shape, classCount, imageCount }: PlannedData,
  room: DeviceRoom,
): MemoryPlan {
  const batchSize = Math.min(Math.max(1, imageCount), spec.training.batchSize);
  const options = { ...spec.training, batchSize };
  const needed = { total: 0, tensor: 0 };
  for (const networks of networksAtOnce(spec)) {
    const layers = networks.map((network) => placedNetwork(network, shape, classCount));
    const own = trainingMemory(layers, options);
    const shortage = memoryShortage(layers, options, room);
    if (shortage !== null) {
      return { needed: own, issue: `${shortage.message} ${shortage.remedy}` };
    }
    needed.total = Math.max(needed.total, own.total);
    needed.tensor = Math.max(needed.tensor, own.tensor);
  }
  return { needed, issue: null };
}

/** Bytes needed against bytes allowed, for people. */
export function largestBufferText({ tensor }: TrainingMemory, allowed: number): string {
  return `The largest buffer takes ${formatBytes(tensor)} of the ${formatBytes(allowed)} that the graphics device allows.`;
}
