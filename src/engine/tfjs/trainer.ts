/**
 * One network in training on TensorFlow.js, with one classifier. A step records no tape: layers
 * bring their backward passes (layers/layer.ts).
 */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Batch, Preparation, StepMetrics, Trainer, TrainerOptions } from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { freeing } from './failures.ts';
import { createMinimised, type Minimised } from './minimised.ts';
import { createTrunk } from './networks/createTrunk.ts';
import { HeadedNetwork } from './networks/headedNetwork.ts';
import type { Layered } from './networks/layered.ts';
import { type BuiltNetwork, NetworkTrainer } from './networkTrainer.ts';
import { ParameterStore } from './parameters.ts';
import { Evaluation } from './repeated/evaluation.ts';
import type { StepKind } from './repeated/training.ts';

/** Creates a network that is given by its layers, freshly initialised, on the backend. */
export function createLayeredTrainer(backend: Backend, options: Layered<TrainerOptions>): Trainer {
  backend.activate();
  return new TfjsTrainer(backend, options);
}

class TfjsTrainer extends NetworkTrainer implements Trainer {
  protected readonly prediction: Evaluation;
  private readonly minimised: Minimised;
  private readonly hasClamp: boolean;
  private readonly kind: StepKind;

  constructor(backend: Backend, options: Layered<TrainerOptions>) {
    const built = build(backend, options);
    super(backend, built, options);
    this.prediction = new Evaluation(backend, options.shape, [options.classCount], (images) =>
      this.network.infer(images).map((logits) => backend.kernels.softmax(logits)),
    );
    this.minimised = createMinimised(
      backend,
      built.store,
      options.objective,
      options.classCount,
      this.targets.targets,
    );
    this.hasClamp = options.objective.kind === 'margin';
    this.kind = {
      arrays: [...this.targets.arrays, ...this.counters],
      compute: (images) => this.computeStep(images),
    };
  }

  prepare(batch: Batch, onProgress: (preparation: Preparation) => void): Promise<void> {
    this.begin();
    return this.reading(this.training.prepare(this.kind, batch.images, onProgress));
  }

  step(batch: Batch, learningRate: number): void {
    this.beginStep(batch, learningRate);
    this.training.run(this.kind, batch.images);
  }

  async takeMetrics(): Promise<StepMetrics> {
    const { losses, others } = await this.readMetrics(2);
    return { losses, clampedShares: this.hasClamp ? others : null };
  }

  async classWeights(): Promise<Float64Array | null> {
    this.begin();
    const { classWeights } = this.minimised;
    if (classWeights === null) return null;
    return Float64Array.from(await this.reading(this.backend.memory.read(classWeights.value)));
  }

  override dispose(): void {
    if (this.isDisposed) return;
    super.dispose();
    freeing(() => this.minimised.dispose());
  }

  /** Loss and share of clamped ln p of one step. */
  private computeStep(images: Tensor4D) {
    const pass = this.network.forward(images);
    const { gradient, metrics } = this.minimised.of(pass.logits[0]);
    this.goBack(pass, [gradient]);
    this.optimiser.update();
    return { metrics };
  }
}

function build(backend: Backend, options: Layered<TrainerOptions>): BuiltNetwork {
  const { layers, classCount, seed, round } = options;
  const store = new ParameterStore(backend.memory, seed, round);
  const trunk = createTrunk(backend, store, layers);
  const classes = { name: trunk.classifier.name, units: classCount };
  return { store, network: new HeadedNetwork(backend.kernels, store, trunk, [classes]) };
}
