/** The level-wise mixture and networks trained together. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { DeviceRule } from '../mixtureKernels.ts';
import { randomValues, type Values } from './sampleValues.ts';
import type { SelfTestCase } from './selfTestCase.ts';

const [count, groups, classes] = [9, 4, 12];
const labels = Int32Array.from({ length: count }, (_, image) => (5 * image + 2) % classes);
const right = new Float32Array(count).fill(1 / count);

const positive = (name: string, ...shape: number[]): Values => {
  const { values } = randomValues(name, ...shape);
  return { shape, values: values.map(Math.abs) };
};

/** Whole numbers from 0 to 8. */
const counts: Values = {
  shape: [groups, classes],
  values: positive('counts', groups, classes).values.map((value) => Math.floor(9 * value)),
};

const mixtureCase: SelfTestCase = {
  inputs: [
    randomValues('coarse', count, groups),
    randomValues('fine', count, classes),
    positive('Ψ', groups, classes),
    { shape: [2], values: Float32Array.of(0.4, 0.6) },
  ],
  compute: (kernels, coarse: Tensor2D, fine: Tensor2D, psi: Tensor2D, levelWeights: Tensor1D) => {
    const mixture = { logits: [coarse, fine], assignments: [psi, null], levelWeights };
    const { gradients, metrics } = kernels.mixture(mixture, { labels, right, wrong: null });
    return [...gradients, metrics, kernels.mixtureProbabilities(mixture)];
  },
};

const levelWeightsCase: SelfTestCase = {
  inputs: [randomValues('free', 3), positive('metrics', 4)],
  compute: (kernels, free: Tensor1D, metrics: Tensor1D) => [
    kernels.levelWeights(free, 0.1),
    kernels.levelWeightsGradient(free, metrics, 0.1),
  ],
};

const offsetCase: SelfTestCase = {
  inputs: [randomValues('x', 3, 5)],
  compute: (kernels, x: Tensor2D) => [kernels.offset(x, randomValues('by', 15).values)],
};

const beta: Values = { shape: [classes], values: new Float32Array(classes).fill(1 / classes) };

/** Of each class a group that is given. */
const given: Values = {
  shape: [classes],
  values: Float32Array.from({ length: classes }, (_, label) => label % groups),
};

const assignmentCase: SelfTestCase = {
  inputs: [counts, beta, given],
  compute: (kernels, omega: Tensor2D, ofClasses: Tensor1D, own: Tensor1D) => {
    const kept: DeviceRule['keep'][] = ['all', 'largest', own];
    return kept.map((keep) => kernels.assignment(omega, { beta: ofClasses, betaSum: 1, keep }));
  },
};

/** Every image is in a group that has its class, as the counts of a run are. */
const sampledCounts: Values = { ...counts, values: counts.values.map((value) => value + 1) };

const samplingCase: SelfTestCase = {
  inputs: [randomValues('logits', count, groups), sampledCounts, beta],
  compute: (kernels, logits: Tensor2D, omega: Tensor2D, ofClasses: Tensor1D) => {
    const drawn = kernels.sampleGroups(
      logits,
      omega,
      { beta: ofClasses, betaSum: 1 },
      {
        labels,
        groups: labels.map((label) => label % groups),
        uniforms: positive('uniforms', count).values,
        free: Uint8Array.from(labels, (_, image) => (image % 4 === 0 ? 0 : 1)),
      },
    );
    return [drawn.groups, drawn.counts];
  },
};

const jointCase: SelfTestCase = {
  inputs: ['first', 'second', 'third', 'gradient'].map((name) => randomValues(name, 5, 20)),
  compute: (kernels, ...matrices: Tensor2D[]) => {
    const [logits, gradient] = [matrices.slice(0, 3), matrices[3]];
    const { summed, weights } = kernels.jointLogits(logits);
    return [summed, weights, ...kernels.jointGradients(logits, weights, gradient)];
  },
};

export const mixtureCases: readonly SelfTestCase[] = [
  mixtureCase,
  levelWeightsCase,
  offsetCase,
  assignmentCase,
  samplingCase,
  jointCase,
];
