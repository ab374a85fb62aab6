/** Whether a device has room for training a network, told before anything is allocated. */
import { formatBytes, formatCount } from '../../lib/numberFormat.ts';
import type { PlacedNetwork } from '../../spec/networks/placedLayers.ts';
import {
  batchThatFits,
  type MemoryOptions,
  type TrainingMemory,
  trainingMemory,
} from '../../spec/networks/trainingMemory.ts';
import { EngineError } from '../engine.ts';

/** A device that has room for anything: it takes it from the machine as long as that has any. */
export const unlimited: TrainingMemory = {
  total: Number.POSITIVE_INFINITY,
  tensor: Number.POSITIVE_INFINITY,
};

/** @throws EngineError with a batch that fits, where a network does not. */
export function checkRoom(
  layers: PlacedNetwork,
  training: MemoryOptions,
  { device, room }: { readonly device: string; readonly room: TrainingMemory },
): void {
  const needed = trainingMemory(layers, training);
  if (needed.total <= room.total && needed.tensor <= room.tensor) return;
  const fits = batchThatFits(layers, training, room);
  const [takes, has] =
    needed.total > room.total
      ? [`about ${formatBytes(needed.total)}`, formatBytes(room.total)]
      : [`${formatBytes(needed.tensor)} in one piece`, formatBytes(room.tensor)];
  throw new EngineError(
    `Training this network on batches of ${formatCount(training.batchSize)} images takes ${takes}, and ${device} has room for ${has}.`,
    fits === null
      ? 'Choose a smaller network.'
      : `Lower the batch size to ${formatCount(fits)}, or choose a smaller network.`,
  );
}
