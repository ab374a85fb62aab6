/** What a network of the bench holds, by name, and how it starts: the same for every engine. */
import type { TrainerSnapshot } from '../../src/engine/engine.ts';
import { createRandom } from '../../src/lib/random.ts';
import type { BenchLayer, BenchNetwork } from './network.ts';

export interface BenchTensor {
  readonly name: string;
  /** Filters are 3 × 3 × inputs × outputs, weights inputs × units. */
  readonly shape: readonly number[];
  readonly initial: Float32Array;
}

/** Trainable parameters, then running statistics of batch norm, at their starts. */
export function initialTensors({ layers }: BenchNetwork): {
  readonly parameters: readonly BenchTensor[];
  readonly statistics: readonly BenchTensor[];
} {
  return {
    parameters: layers.flatMap(parametersOf),
    statistics: layers.flatMap(statisticsOf),
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

function parametersOf(layer: BenchLayer): BenchTensor[] {
  switch (layer.kind) {
    case 'convolution': {
      const { name, inputs, outputs, relu } = layer;
      const filter = normal(`${name}/filter`, [3, 3, inputs, outputs], 2 / (9 * inputs));
      return relu ? [filter, constant(`${name}/bias`, outputs, 0)] : [filter];
    }
    case 'norm':
      return [
        constant(`${layer.name}/scale`, layer.channels, 1),
        constant(`${layer.name}/offset`, layer.channels, 0),
      ];
    case 'dense': {
      const { name, inputs, units } = layer;
      return [
        normal(`${name}/weights`, [inputs, units], 1 / inputs),
        constant(`${name}/bias`, units, 0),
      ];
    }
    case 'residual':
      return layer.body.flatMap(parametersOf);
    default:
      return [];
  }
}

function statisticsOf(layer: BenchLayer): BenchTensor[] {
  if (layer.kind === 'residual') return layer.body.flatMap(statisticsOf);
  if (layer.kind !== 'norm') return [];
  return [
    constant(`${layer.name}/mean`, layer.channels, 0),
    constant(`${layer.name}/variance`, layer.channels, 1),
  ];
}

function constant(name: string, size: number, value: number): BenchTensor {
  return { name, shape: [size], initial: new Float32Array(size).fill(value) };
}

function normal(name: string, shape: readonly number[], variance: number): BenchTensor {
  const random = createRandom(1, 'bench', name);
  const length = shape.reduce((product, size) => product * size, 1);
  const deviation = Math.sqrt(variance);
  return { name, shape, initial: Float32Array.from({ length }, () => deviation * random.normal()) };
}
