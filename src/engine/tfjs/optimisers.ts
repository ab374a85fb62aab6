/**
 * The optimisers: each takes the gradients that the backward pass left with the parameters. What
 * differs from step to step lies in `numbers`, so that the update itself is repeated work.
 */

import type { Tensor } from '@tensorflow/tfjs-core';
import { pow } from '../../lib/transcendental/pow.ts';
import type { TrainerOptions, TrainerSnapshot } from '../engine.ts';
import { AdamSteps } from './adamSteps.ts';
import type { Memory } from './backends/memory.ts';
import { adamConstants, type Kernels } from './kernels/kernels.ts';
import type { LossScale } from './lossScale.ts';
import type { Parameter, ParameterStore } from './parameters.ts';
import { replace } from './persistentTensor.ts';

type Tensors = TrainerSnapshot['tensors'];

export interface Optimiser {
  /** What the next update depends on beside the gradients. */
  readonly numbers: Float32Array;
  /** Counts a step, and sets the numbers for it. */
  count(learningRate: number): void;
  /** Changes every parameter; consumes the gradients. */
  update(): void;
  /** What it counts on the host, for a snapshot; its slots are saved with the parameters. */
  save(): Tensors;
  /** Takes its own part out of a snapshot and returns the rest. */
  load(tensors: Tensors): Tensors;
  /** Takes over what a snapshot of another network counted of the parameters named. */
  loadMatching(tensors: Tensors, names: ReadonlySet<string>): void;
  /** To be called after the parameters were disposed of. */
  dispose(): void;
}

/** An optimiser, its memory apart. */
type Rule = Omit<Optimiser, 'dispose'>;

/** The optimiser of the options, with its slots added to the store; gradients are those of the scaled loss. */
export function createOptimiser(
  kernels: Kernels,
  store: ParameterStore,
  memory: Memory,
  training: TrainerOptions['training'],
  lossScale: LossScale | null,
): Optimiser {
  const create = training.optimizer === 'adam' ? adam : sgd;
  const optimiser = create(kernels, store, training, lossScale);
  const arrangement = memory.arrange(
    store.parameters.map((parameter) => ({
      parameter,
      slots: parameter.slots,
      weightDecay: parameter.decay(training.weightDecay),
    })),
  );
  return { ...optimiser, dispose: () => arrangement.dispose() };
}

function takeGradient(parameter: Parameter): Tensor {
  const { gradient, name } = parameter;
  if (gradient === null) throw new Error(`${name} got no gradient`);
  parameter.gradient = null;
  return gradient;
}

/** What every update needs of a parameter. */
function partOf(parameter: Parameter, weightDecay: number) {
  return {
    value: parameter.value,
    gradient: takeGradient(parameter),
    weightDecay: parameter.decay(weightDecay),
  };
}

function sgd(
  kernels: Kernels,
  store: ParameterStore,
  { momentum, weightDecay }: TrainerOptions['training'],
  lossScale: LossScale | null,
): Rule {
  const { parameters } = store;
  if (momentum > 0) for (const parameter of parameters) store.slot(parameter, 'velocity');
  const rate = new Float32Array(1);
  return {
    numbers: rate,
    count: (learningRate) => {
      rate[0] = learningRate;
    },
    update: () => {
      const updates = parameters.map((parameter) => ({
        ...partOf(parameter, weightDecay),
        velocity: parameter.slots[0]?.value ?? null,
      }));
      const factor = lossScale?.settle(updates);
      const settings = { momentum, rate, ...(factor && { factor }) };
      for (const [index, next] of kernels.sgd(updates, settings).entries()) {
        replace(parameters[index], next.value);
        if (next.velocity !== null) replace(parameters[index].slots[0], next.velocity);
        updates[index].gradient.dispose();
      }
      factor?.dispose();
    },
    save: () => ({}),
    load: (tensors) => tensors,
    loadMatching: () => {},
  };
}

function adam(
  kernels: Kernels,
  store: ParameterStore,
  { weightDecay }: TrainerOptions['training'],
  lossScale: LossScale | null,
): Rule {
  const { parameters } = store;
  const steps = new AdamSteps(store);
  for (const parameter of parameters) {
    store.slot(parameter, 'mean');
    store.slot(parameter, 'square');
  }
  const factors = new Float32Array(2 * parameters.length);
  return {
    numbers: factors,
    count: (learningRate) => {
      for (const [index, { name }] of parameters.entries()) {
        factors.set(adamFactors(learningRate, steps.next(name)), 2 * index);
      }
    },
    update: () => {
      const updates = parameters.map((parameter) => {
        const [mean, square] = parameter.slots;
        return { ...partOf(parameter, weightDecay), mean: mean.value, square: square.value };
      });
      const factor = lossScale?.settle(updates);
      for (const [index, next] of kernels.adam(updates, factors, factor).entries()) {
        const [mean, square] = parameters[index].slots;
        replace(parameters[index], next.value);
        replace(mean, next.mean);
        replace(square, next.square);
        updates[index].gradient.dispose();
      }
      factor?.dispose();
    },
    save: () => steps.save(),
    load: (tensors) => steps.load(tensors),
    loadMatching: (tensors, names) => steps.loadMatching(tensors, names),
  };
}

/** What the bias correction comes to in a parameter's t-th step; see {@link Kernels.adam}. */
export function adamFactors(learningRate: number, step: number): [number, number] {
  const { beta1, beta2 } = adamConstants;
  return [learningRate / (1 - pow(beta1, step)), 1 / Math.sqrt(1 - pow(beta2, step))];
}
