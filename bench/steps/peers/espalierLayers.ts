/**
 * A network that is none of Espalier's kinds, built from its layers and trained as its trainer does
 * (src/engine/tfjs/trainer.ts).
 */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Trainer, TrainerOptions } from '../../../src/engine/engine.ts';
import type { Backend } from '../../../src/engine/tfjs/backends/backend.ts';
import { createTrunk } from '../../../src/engine/tfjs/networks/createTrunk.ts';
import { HeadedNetwork } from '../../../src/engine/tfjs/networks/headedNetwork.ts';
import { BatchTargets, equalWeights, wholeLabelsOf } from '../../../src/engine/tfjs/objective.ts';
import { ParameterStore } from '../../../src/engine/tfjs/parameters.ts';
import { Training } from '../../../src/engine/tfjs/repeated/training.ts';
import { TrainedNetwork } from '../../../src/engine/tfjs/trainedNetwork.ts';
import { type BenchNetwork, placedLayers } from '../network.ts';

/** What the bench needs of a trainer. */
export interface OwnTrainer extends Pick<Trainer, 'step' | 'takeMetrics' | 'prepare'> {
  loadMatching(...given: Parameters<Trainer['loadMatching']>): number | Promise<number>;
}

/** Builds and trains the network on a device. */
export function createOwnTrainer(
  bench: BenchNetwork,
  training: TrainerOptions['training'],
  backend: Backend,
): OwnTrainer {
  backend.activate();
  const { shape, classCount } = bench;
  const { kernels } = backend;
  const store = new ParameterStore(backend.memory, 1, 1);
  const trunk = createTrunk(kernels, store, placedLayers(bench));
  const heads = [{ name: trunk.classifier.name, units: classCount }];
  const network = new HeadedNetwork(kernels, store, trunk, heads);
  const trained = new TrainedNetwork(backend, store, network, { shape, training });
  const steps = new Training(backend, shape, training.batchSize);
  const targets = new BatchTargets('weighted-likelihood', training.batchSize, classCount);
  const weights = equalWeights(classCount);
  const kind = {
    arrays: [...targets.arrays, trained.optimiser.numbers],
    compute: (images: Tensor4D) => {
      const { logits, backward } = network.forward(images);
      const { gradient, metrics } = kernels.objective(logits[0], targets.targets);
      backward([gradient]);
      trained.optimiser.update();
      return { metrics };
    },
  };
  return {
    step: (batch, learningRate) => {
      trained.begin();
      targets.fill(batch.labels, weights, wholeLabelsOf(batch));
      trained.optimiser.count(learningRate);
      steps.run(kind, batch.images);
    },
    takeMetrics: async () => {
      trained.begin();
      const values = await steps.take('metrics');
      return { losses: values.filter((_, index) => index % 2 === 0), clampedShares: null };
    },
    prepare: ({ images }, onProgress) => {
      trained.begin();
      return steps.prepare(kind, images, onProgress);
    },
    loadMatching: (snapshot, options) => trained.loadMatching(snapshot, options),
  };
}
