/** The optimisers: each takes the gradients that the backward pass left with the parameters. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TrainerOptions, TrainerSnapshot } from '../engine.ts';
import { AdamSteps } from './adamSteps.ts';
import type { Kernels } from './kernels/kernels.ts';
import { type Parameter, type ParameterStore, replace } from './parameters.ts';

type Tensors = TrainerSnapshot['tensors'];

export interface Optimiser {
  /** One step: consumes every parameter's gradient. */
  update(learningRate: number): void;
  /** What it counts on the host, for a snapshot; its slots are saved with the parameters. */
  save(): Tensors;
  /** Takes its own part out of a snapshot and returns the rest. */
  load(tensors: Tensors): Tensors;
  /** Takes over what a snapshot of another network counted of the parameters named. */
  loadMatching(tensors: Tensors, names: ReadonlySet<string>): void;
}

/** The optimiser of the options, with its slots added to the store. */
export function createOptimiser(
  kernels: Kernels,
  store: ParameterStore,
  training: TrainerOptions['training'],
): Optimiser {
  return training.optimizer === 'adam'
    ? adam(kernels, store, training.weightDecay)
    : sgd(kernels, store, training);
}

function takeGradient(parameter: Parameter): Tensor {
  const { gradient, name } = parameter;
  if (gradient === null) throw new Error(`${name} got no gradient`);
  parameter.gradient = null;
  return gradient;
}

function sgd(
  kernels: Kernels,
  store: ParameterStore,
  { momentum, weightDecay }: TrainerOptions['training'],
): Optimiser {
  if (momentum > 0) {
    for (const parameter of store.parameters) store.slot(parameter, 'velocity');
  }
  const updateOne = (parameter: Parameter, learningRate: number) => {
    const gradient = takeGradient(parameter);
    const [slot] = parameter.slots;
    const settings = { learningRate, momentum, weightDecay: parameter.decay(weightDecay) };
    const velocity = slot?.value ?? null;
    const next = kernels.sgd(parameter.value, gradient, velocity, settings);
    replace(parameter, next.value);
    if (next.velocity !== null) replace(slot, next.velocity);
    gradient.dispose();
  };
  return {
    update: (learningRate) => {
      for (const parameter of store.parameters) updateOne(parameter, learningRate);
    },
    save: () => ({}),
    load: (tensors) => tensors,
    loadMatching: () => {},
  };
}

function adam(kernels: Kernels, store: ParameterStore, weightDecay: number): Optimiser {
  const steps = new AdamSteps(store);
  for (const parameter of store.parameters) {
    store.slot(parameter, 'mean');
    store.slot(parameter, 'square');
  }
  const updateOne = (parameter: Parameter, learningRate: number) => {
    const gradient = takeGradient(parameter);
    const [mean, square] = parameter.slots;
    const step = steps.next(parameter.name);
    const settings = { learningRate, weightDecay: parameter.decay(weightDecay), step };
    const next = kernels.adam(parameter.value, gradient, mean.value, square.value, settings);
    replace(parameter, next.value);
    replace(mean, next.mean);
    replace(square, next.square);
    gradient.dispose();
  };
  return {
    update: (learningRate) => {
      for (const parameter of store.parameters) updateOne(parameter, learningRate);
    },
    save: () => steps.save(),
    load: (tensors) => steps.load(tensors),
    loadMatching: (tensors, names) => steps.loadMatching(tensors, names),
  };
}
