/**
 * Several networks in training together on TensorFlow.js: their logits are joined, and the objective
 * of one network takes them from there (kernels/jointKernels.ts).
 */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import {
  type Batch,
  type Images,
  type JointOutputs,
  type JointTrainer,
  memberPrefix,
  type Preparation,
  type StepMetrics,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { freeing } from './failures.ts';
import { createTrunk } from './networks/createTrunk.ts';
import { HeadedNetwork } from './networks/headedNetwork.ts';
import { JointNetwork } from './networks/jointNetwork.ts';
import type { LayeredJoint } from './networks/layered.ts';
import { type BuiltNetwork, NetworkTrainer } from './networkTrainer.ts';
import { ParameterStore } from './parameters.ts';
import { Evaluation } from './repeated/evaluation.ts';
import type { StepKind } from './repeated/training.ts';

/** Creates networks that are given by their layers, freshly initialised, on the backend. */
export function createLayeredJointTrainer(backend: Backend, options: LayeredJoint): JointTrainer {
  backend.activate();
  return new TfjsJointTrainer(backend, options);
}

class TfjsJointTrainer extends NetworkTrainer implements JointTrainer {
  protected readonly prediction: Evaluation;
  private readonly memberPrediction: Evaluation;
  /** Number of networks. */
  private readonly count: number;
  private readonly hasClamp: boolean;
  private readonly kind: StepKind;

  constructor(backend: Backend, options: LayeredJoint) {
    super(backend, build(backend, options), options);
    const { shape, classCount } = options;
    this.count = options.networks.length;
    this.hasClamp = options.objective.kind === 'margin';
    this.prediction = new Evaluation(backend, shape, [classCount], (images) => [
      this.joined(this.network.infer(images)).joint,
    ]);
    const widths = Array.from({ length: this.count + 1 }, () => classCount);
    this.memberPrediction = new Evaluation(backend, shape, [...widths, this.count], (images) => {
      const logits = this.network.infer(images);
      const { joint, weights } = this.joined(logits);
      return [joint, ...logits.map((scores) => backend.kernels.softmax(scores)), weights];
    });
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

  /** None of its objectives changes its class weights. */
  async classWeights(): Promise<null> {
    return null;
  }

  async predictMembers(images: Images): Promise<JointOutputs> {
    const all = await this.evaluate(this.memberPrediction, images);
    const weights = all[this.count + 1];
    const [joint, ...members] = all.slice(0, this.count + 1);
    for (const values of [joint, ...members]) {
      await this.checkOutputs(values, this.options.classCount);
    }
    await this.checkOutputs(weights, this.count);
    return { joint, members, weights };
  }

  override dispose(): void {
    if (this.isDisposed) return;
    super.dispose();
    freeing(() => this.memberPrediction.dispose());
  }

  /** Probabilities of all networks together, and their weights. */
  private joined(logits: readonly Tensor2D[]): { joint: Tensor2D; weights: Tensor2D } {
    const { kernels } = this.backend;
    const { summed, weights } = kernels.jointLogits(logits);
    return { joint: kernels.softmax(summed), weights };
  }

  /** Loss and share of clamped ln p of one step. */
  private computeStep(images: Tensor4D) {
    const pass = this.network.forward(images);
    const { logits } = pass;
    const { kernels } = this.backend;
    const { summed, weights } = kernels.jointLogits(logits);
    const { gradient, metrics } = kernels.objective(summed, this.targets.targets);
    this.goBack(pass, kernels.jointGradients(logits, weights, gradient));
    this.optimiser.update();
    return { metrics };
  }
}

/** The networks, all in one store. @throws RangeError where there are none. */
function build(backend: Backend, options: LayeredJoint): BuiltNetwork {
  const { networks, classCount, seed } = options;
  if (networks.length === 0) throw new RangeError('There is no network to train');
  const store = new ParameterStore(backend.memory, seed, 1);
  const members = networks.map((layers, index) => {
    const part = store.ofMember(index + 1, memberPrefix(index + 1));
    const trunk = createTrunk(backend, part, layers);
    const classes = { name: trunk.classifier.name, units: classCount };
    return new HeadedNetwork(backend.kernels, part, trunk, [classes]);
  });
  return { store, network: new JointNetwork(members) };
}
