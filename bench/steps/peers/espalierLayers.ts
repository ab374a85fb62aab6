/** A network that is none of Espalier's kinds, trained by Espalier's trainer from its layers. */
import type { Trainer, TrainerOptions } from '../../../src/engine/engine.ts';
import type { Backend } from '../../../src/engine/tfjs/backends/backend.ts';
import { createLayeredTrainer } from '../../../src/engine/tfjs/trainer.ts';
import { type BenchNetwork, placedLayers } from '../network.ts';

/** What the bench needs of a trainer. */
export interface OwnTrainer extends Pick<Trainer, 'step' | 'takeMetrics' | 'prepare'> {
  loadMatching(...given: Parameters<Trainer['loadMatching']>): number | Promise<number>;
}

/** Builds and trains the network on a device. */
export function createOwnTrainer(
  network: BenchNetwork,
  training: TrainerOptions['training'],
  backend: Backend,
): Trainer {
  const { shape, classCount } = network;
  const objective = 'weighted-likelihood';
  const layers = placedLayers(network);
  const options = { layers, shape, classCount, objective, training, seed: 1, round: 1 } as const;
  return createLayeredTrainer(backend, options);
}
