/** Objectives and optimisers, on rows that one lane and several lanes go over. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { adamFactors } from '../../optimisers.ts';
import type { Targets } from '../targets.ts';
import { randomValues } from './sampleValues.ts';
import type { SelfTestCase } from './selfTestCase.ts';

const positive = (name: string, size: number) =>
  randomValues(name, size).values.map((value) => Math.abs(value) / size);

/** Logits up to ±20: some of the probabilities are below the floor. */
function logitsOf(count: number, classes: number) {
  const { shape, values } = randomValues('logits', count, classes);
  return { shape, values: values.map((value) => 20 * value) };
}

function targetsOf(count: number, classes: number, wrong: Targets['wrong']): Targets {
  const labels = Int32Array.from({ length: count }, (_, image) => (7 * image + 1) % classes);
  return { labels, right: positive('right', count), wrong };
}

function objectiveCase(count: number, classes: number): SelfTestCase {
  const plain = targetsOf(count, classes, null);
  const margin = targetsOf(count, classes, positive('wrong', classes));
  return {
    inputs: [logitsOf(count, classes)],
    compute: (kernels, logits: Tensor2D) => [
      ...Object.values(kernels.objective(logits, plain)),
      ...Object.values(kernels.objective(logits, margin)),
      kernels.softmax(logits),
    ],
  };
}

type Objective = 'focal' | 'robust' | 'hierarchical' | 'softLabelled' | 'adjusted';

/** One of the objectives of single networks, with two levels of groups above the classes. */
function classObjectiveCase(objective: Objective, count: number, classes: number): SelfTestCase {
  const targets = targetsOf(count, classes, null);
  const groupOf = (size: number) => (_: unknown, label: number) => Math.floor(label / size);
  const groups = [16, 4].flatMap((size) => Array.from({ length: classes }, groupOf(size)));
  return {
    inputs: [
      logitsOf(count, classes),
      { shape: [classes], values: positive('q', classes) },
      { shape: [2, classes], values: Float32Array.from(groups) },
      { shape: [classes, 4], values: positive('shares', 4 * classes) },
    ],
    compute: (kernels, logits: Tensor2D, q: Tensor1D, levels: Tensor2D, shares: Tensor2D) => {
      const results = {
        focal: () => Object.values(kernels.focal(logits, targets, 0.7)),
        robust: () => Object.values(kernels.robust(logits, targets, q, 0.1)),
        hierarchical: () =>
          Object.values(kernels.hierarchical(logits, targets, levels, [0.2, 0.3, 0.5])),
        softLabelled: () => Object.values(kernels.softLabelled(logits, targets, levels, shares)),
        adjusted: () => [kernels.adjusted(logits, q)],
      };
      return results[objective]();
    },
  };
}

function sgdCase(momentum: number, ...shape: readonly number[]): SelfTestCase {
  const rate = Float32Array.of(0.1);
  return {
    inputs: ['value', 'gradient', 'velocity'].map((name) => randomValues(name, ...shape)),
    compute: (kernels, value: Tensor, gradient: Tensor, held: Tensor) => {
      const velocity = momentum > 0 ? held : null;
      const update = { value, gradient, velocity, weightDecay: 0.01 };
      const [moved] = kernels.sgd([update], { momentum, rate });
      return [moved.value, ...(moved.velocity === null ? [] : [moved.velocity])];
    },
  };
}

function adamCase(...shape: readonly number[]): SelfTestCase {
  const { values } = randomValues('square', ...shape);
  return {
    inputs: [
      ...['value', 'gradient', 'mean'].map((name) => randomValues(name, ...shape)),
      { shape, values: values.map(Math.abs) },
    ],
    compute: (kernels, value: Tensor, gradient: Tensor, mean: Tensor, square: Tensor) => {
      const factors = Float32Array.from(adamFactors(0.1, 3));
      const update = { value, gradient, mean, square, weightDecay: 0.01 };
      const [moved] = kernels.adam([update], factors);
      return [moved.value, moved.mean, moved.square];
    },
  };
}

/** The gradients of a scaled loss, one of which may be no number, settled and applied. */
function scalingCase(isBad: boolean, ...shape: readonly number[]): SelfTestCase {
  const { values } = randomValues('gradient', ...shape);
  const last = values.length - 1;
  return {
    inputs: [
      randomValues('value', ...shape),
      { shape, values: values.map((value, at) => (isBad && at === last ? Number.NaN : value)) },
      ...[1024, 7].map((value) => ({ shape: [1], values: Float32Array.of(value) })),
    ],
    compute: (kernels, value: Tensor, found: Tensor, scale: Tensor1D, steps: Tensor1D) => {
      const gradient = kernels.scaled(found, scale);
      const { factor, state } = kernels.settleScale([{ value, gradient }], { scale, steps });
      const update = { value, gradient, velocity: null, weightDecay: 0.01 };
      const settings = { momentum: 0, rate: Float32Array.of(0.1), factor };
      const [moved] = kernels.sgd([update], settings);
      return [factor, state.scale, state.steps, moved.value];
    },
  };
}

export const objectiveCases: readonly SelfTestCase[] = [
  objectiveCase(7, 3),
  objectiveCase(5, 40),
  classObjectiveCase('focal', 5, 40),
  classObjectiveCase('robust', 5, 40),
  classObjectiveCase('hierarchical', 5, 40),
  classObjectiveCase('softLabelled', 5, 40),
  classObjectiveCase('adjusted', 5, 40),
  sgdCase(0, 9),
  sgdCase(0.9, 9),
  sgdCase(0.9, 40, 4),
  adamCase(9),
  adamCase(40, 4),
  scalingCase(false, 9),
  scalingCase(true, 40, 4),
];
