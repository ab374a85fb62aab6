/**
 * Memory that training a network takes on a device, from the shapes of its layers alone, so that a
 * run can be refused before anything is allocated: weights with their gradients and the optimiser's
 * slots, what each layer puts out, kept until the way back, and the gradients passing through the
 * largest layer. `engine/tfjs/parallel/trainingMemory.test.ts` holds it against what WebAssembly
 * takes: it is right within a factor of two.
 */
import { formatBytes, formatCount } from '../../lib/numberFormat.ts';
import type { TrainingSpec } from '../sections/trainingSpec.ts';
import { parameterCount } from './layerParameters.ts';
import { everyLayer, isImage, type LayerShape, type PlacedNetwork } from './placedLayers.ts';

/** What of an experiment's training decides its memory. */
export type MemoryOptions = Pick<TrainingSpec, 'optimizer' | 'momentum' | 'batchSize'>;

export interface TrainingMemory {
  /** Bytes in all. */
  readonly total: number;
  /** Bytes of the largest single tensor. */
  readonly tensor: number;
}

const bytesPerValue = Float32Array.BYTES_PER_ELEMENT;

/** Bytes that a device with nothing on it holds: kernels, stacks, what was loaded. */
const ground = 17e6;

/** What training on whole batches takes on one device, of one network or of several at once. */
export function trainingMemory(
  networks: PlacedNetwork | readonly PlacedNetwork[],
  options: MemoryOptions,
): TrainingMemory {
  const each = [networks].flat().map((network) => memoryOfNetwork(network, options));
  return {
    total: ground + each.reduce((sum, { total }) => sum + total, 0),
    tensor: Math.max(...each.map(({ tensor }) => tensor)),
  };
}

/** What a network takes, the ground not counted. */
function memoryOfNetwork(network: PlacedNetwork, options: MemoryOptions): TrainingMemory {
  const weights = parameterCount(network) * (2 + slotsOf(options));
  const layers = everyLayer(network);
  // A relu writes over what arrives at it.
  const outputs = layers
    .filter(({ kind }) => kind !== 'relu')
    .map(({ output }) => valuesOf(output));
  const largest = Math.max(...outputs);
  const input = layers.length > 0 ? valuesOf(layers[0].input) : 0;
  const kept = outputs.reduce((sum, values) => sum + values, input) + 2 * largest;
  return {
    total: bytesPerValue * (weights + options.batchSize * kept),
    tensor: bytesPerValue * Math.max(parameterCount(network), options.batchSize * largest),
  };
}

/** Bytes that the memory of a thread's WebAssembly can grow to: 4 GiB less a page. */
export const webAssemblyRoom = 2 ** 32 - 2 ** 16;

/** What WebAssembly has room for: each thread has a memory of its own and a share of the batch. */
export function roomOnThreads(threads: number): DeviceRoom {
  const total = webAssemblyRoom * threads;
  return {
    device: threads === 1 ? 'WebAssembly on one thread' : `WebAssembly on ${threads} threads`,
    total,
    tensor: total,
  };
}

/** What a graphics device has room for: what it holds in all it does not tell, only the largest buffer. */
export function roomOnGraphics(largestBuffer: number): DeviceRoom {
  return { device: 'the graphics device', total: Number.POSITIVE_INFINITY, tensor: largestBuffer };
}

/** What a device can hold at most, and how it is called for people. */
export interface DeviceRoom extends TrainingMemory {
  readonly device: string;
}

/** Why a device has no room for training a network, and what to do; null where it has. */
export function memoryShortage(
  networks: PlacedNetwork | readonly PlacedNetwork[],
  options: MemoryOptions,
  room: DeviceRoom,
): { readonly message: string; readonly remedy: string } | null {
  const needed = trainingMemory(networks, options);
  if (fits(needed, room)) return null;
  const what = [networks].flat().length === 1 ? 'this network' : 'these networks at once';
  const [takes, has] =
    needed.total > room.total
      ? [`about ${formatBytes(needed.total)}`, formatBytes(room.total)]
      : [`${formatBytes(needed.tensor)} in one piece`, formatBytes(room.tensor)];
  const batch = batchThatFits(networks, options, room);
  return {
    message: `Training ${what} on batches of ${formatCount(options.batchSize)} images takes ${takes}, and ${room.device} has room for ${has}.`,
    remedy:
      batch === null
        ? 'Choose a smaller network.'
        : `Lower the batch size to ${formatCount(batch)}, or choose a smaller network.`,
  };
}

/** The largest batch, halved from the one given, that there is room for; null for none. */
function batchThatFits(
  networks: PlacedNetwork | readonly PlacedNetwork[],
  options: MemoryOptions,
  room: TrainingMemory,
): number | null {
  for (let batchSize = options.batchSize; batchSize >= 1; batchSize = Math.floor(batchSize / 2)) {
    if (fits(trainingMemory(networks, { ...options, batchSize }), room)) return batchSize;
  }
  return null;
}

const fits = ({ total, tensor }: TrainingMemory, room: TrainingMemory): boolean =>
  total <= room.total && tensor <= room.tensor;

/** Tensors of a parameter's size that an optimiser keeps beside it. */
function slotsOf({ optimizer, momentum }: MemoryOptions): number {
  if (optimizer === 'adam') return 2;
  return momentum > 0 ? 1 : 0;
}

const valuesOf = (shape: LayerShape): number =>
  isImage(shape) ? shape.height * shape.width * shape.channels : shape.features;
