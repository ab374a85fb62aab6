/** What a network of the bench holds, by name, and how it starts: the same for every engine. */
import type { TrainerSnapshot } from '../../src/engine/engine.ts';
import { createRandom } from '../../src/lib/random.ts';
import {
  parametersOf,
  sizeOf,
  statisticsOf,
  type TensorDescription,
} from '../../src/spec/networks/layerParameters.ts';
import { everyLayer } from '../../src/spec/networks/placedLayers.ts';
import { type BenchNetwork, placedLayers } from './network.ts';

export interface BenchTensor {
  readonly name: string;
  /** Filters are 3 × 3 × inputs × outputs, weights inputs × units. */
  readonly shape: readonly number[];
  readonly initial: Float32Array;
}

/** Trainable parameters, then running statistics of batch norm, at their starts. */
export function initialTensors(network: BenchNetwork): {
  readonly parameters: readonly BenchTensor[];
  readonly statistics: readonly BenchTensor[];
} {
  const layers = everyLayer(placedLayers(network));
  return {
    parameters: layers.flatMap(parametersOf).map(drawn),
    statistics: layers.flatMap(statisticsOf).map(drawn),
  };
}

/** All of it as a trainer of Espalier's takes it over. */
export function initialSnapshot(network: BenchNetwork): TrainerSnapshot {
  const { parameters, statistics } = initialTensors(network);
  const entries = [...parameters, ...statistics].map(
    ({ name, shape, initial }) => [name, { shape, values: initial }] as const,
  );
  return { tensors: Object.fromEntries(entries) };
}

function drawn({ name, shape, initial }: TensorDescription): BenchTensor {
  const length = sizeOf({ shape });
  if ('constant' in initial) {
    return { name, shape, initial: new Float32Array(length).fill(initial.constant) };
  }
  const random = createRandom(1, 'bench', name);
  const { deviation } = initial;
  return { name, shape, initial: Float32Array.from({ length }, () => deviation * random.normal()) };
}
