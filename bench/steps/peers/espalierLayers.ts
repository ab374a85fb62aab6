/**
 * A network that is none of Espalier's kinds, built from its layers and trained as its trainer does
 * (src/engine/tfjs/trainer.ts).
 */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Trainer, TrainerOptions } from '../../../src/engine/engine.ts';
import type { Backend } from '../../../src/engine/tfjs/backends/backend.ts';
import type { Kernels } from '../../../src/engine/tfjs/kernels/kernels.ts';
import { batchNorm } from '../../../src/engine/tfjs/layers/batchNorm.ts';
import { convolution, convolutionRelu } from '../../../src/engine/tfjs/layers/convolution.ts';
import type { Layer } from '../../../src/engine/tfjs/layers/layer.ts';
import { sequence } from '../../../src/engine/tfjs/layers/sequence.ts';
import { flatten, globalAveragePool, maxPool } from '../../../src/engine/tfjs/layers/shapes.ts';
import { HeadedNetwork } from '../../../src/engine/tfjs/networks/headedNetwork.ts';
import { BatchTargets, equalWeights, wholeLabelsOf } from '../../../src/engine/tfjs/objective.ts';
import { ParameterStore } from '../../../src/engine/tfjs/parameters.ts';
import { Training } from '../../../src/engine/tfjs/repeated/training.ts';
import { TrainedNetwork } from '../../../src/engine/tfjs/trainedNetwork.ts';
import type { BenchLayer, BenchNetwork } from '../network.ts';

/** What the bench needs of a trainer. */
export interface OwnTrainer extends Pick<Trainer, 'step' | 'takeMetrics' | 'prepare'> {
  loadMatching(...given: Parameters<Trainer['loadMatching']>): number | Promise<number>;
}

/** Builds and trains the network on a device. */
export function createOwnTrainer(
  { shape, classCount, layers }: BenchNetwork,
  training: TrainerOptions['training'],
  backend: Backend,
): OwnTrainer {
  backend.activate();
  const { kernels } = backend;
  const store = new ParameterStore(backend.memory, 1, 1);
  const classifier = layers[layers.length - 1];
  if (classifier.kind !== 'dense') throw new Error('The last layer is no classifier');
  const trunk = {
    layer: sequence(...layers.slice(0, -1).map((layer) => built(kernels, store, layer))) as Layer<
      Tensor4D,
      Tensor2D
    >,
    featureCount: classifier.inputs,
    isTrained: true,
    classifier: { name: classifier.name, deviation: 0.01 },
  };
  const heads = [{ name: classifier.name, units: classCount }];
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

function built(kernels: Kernels, store: ParameterStore, layer: BenchLayer): Layer {
  switch (layer.kind) {
    case 'convolution':
      return (layer.relu ? convolutionRelu : convolution)(kernels, store, layer) as Layer;
    case 'norm':
      return batchNorm(kernels, store, layer.name, layer.channels, layer.relu) as Layer;
    case 'maxPool':
      return maxPool(kernels) as Layer;
    case 'globalPool':
      return globalAveragePool(kernels) as Layer;
    case 'flatten':
      return flatten() as Layer;
    default:
      throw new Error(`No ${layer.kind} layer among Espalier’s layers here`);
  }
}
