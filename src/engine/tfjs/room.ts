/** Whether a device has room for training a network, told before anything is allocated. */
import type { PlacedNetwork } from '../../spec/networks/placedLayers.ts';
import {
  type DeviceRoom,
  type MemoryOptions,
  memoryShortage,
  type TrainingMemory,
} from '../../spec/networks/trainingMemory.ts';
import { EngineError } from '../engine.ts';

/** A device that has room for anything: it takes it from the machine as long as that has any. */
export const unlimited: TrainingMemory = {
  total: Number.POSITIVE_INFINITY,
  tensor: Number.POSITIVE_INFINITY,
};

/** @throws EngineError with a batch that fits, where a network, or networks trained together, do not. */
export function checkRoom(
  networks: PlacedNetwork | readonly PlacedNetwork[],
  training: MemoryOptions,
  room: DeviceRoom,
): void {
  const shortage = memoryShortage(networks, training, room);
  if (shortage !== null) throw new EngineError(shortage.message, shortage.remedy);
}
