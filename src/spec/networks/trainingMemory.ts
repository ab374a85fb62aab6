/**
 * Memory that training a network takes on a device, from the shapes of its layers alone, so that a
 * run can be refused before anything is allocated: weights with their gradients and the optimiser's
 * slots, what each layer puts out, kept until the way back, and the gradients passing through the
 * largest layer. `engine/tfjs/parallel/trainingMemory.test.ts` holds it against what WebAssembly
 * takes: it is right within a factor of two.
 */
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

/** What training on whole batches takes on one device. */
export function trainingMemory(network: PlacedNetwork, options: MemoryOptions): TrainingMemory {
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
    total: ground + bytesPerValue * (weights + options.batchSize * kept),
    tensor: bytesPerValue * Math.max(parameterCount(network), options.batchSize * largest),
  };
}

/** The largest batch, halved from the one given, that a device has room for; null for none. */
export function batchThatFits(
  network: PlacedNetwork,
  options: MemoryOptions,
  room: TrainingMemory,
): number | null {
  for (let batchSize = options.batchSize; batchSize >= 1; batchSize = Math.floor(batchSize / 2)) {
    const { total, tensor } = trainingMemory(network, { ...options, batchSize });
    if (total <= room.total && tensor <= room.tensor) return batchSize;
  }
  return null;
}

/** Tensors of a parameter's size that an optimiser keeps beside it. */
function slotsOf({ optimizer, momentum }: MemoryOptions): number {
  if (optimizer === 'adam') return 2;
  return momentum > 0 ? 1 : 0;
}

const valuesOf = (shape: LayerShape): number =>
  isImage(shape) ? shape.height * shape.width * shape.channels : shape.features;
