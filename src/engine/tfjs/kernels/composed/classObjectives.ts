/** The objectives of single networks from stock TensorFlow.js operations. */
import {
  add,
  cast,
  div,
  equal,
  exp,
  expandDims,
  gather,
  greater,
  logSoftmax,
  logSumExp,
  matMul,
  max,
  maximum,
  mul,
  oneHot,
  pow,
  reshape,
  scalar,
  slice,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import type { ObjectiveKernels, ObjectiveResult } from '../objectiveKernels.ts';
import type { Targets } from '../targets.ts';

/** Stands for ln 0. */
const lowest = -1e30;

/** What every objective begins with. */
function rowsOf(logits: Tensor2D, { labels, right }: Pick<Targets, 'labels' | 'right'>) {
  const [count, classes] = logits.shape;
  const logs = logSoftmax(logits);
  const own = tensor1d(labels, 'int32');
  const isRight = cast(oneHot(own, classes), 'float32');
  return {
    own,
    logs,
    probabilities: exp(logs),
    isRight,
    /** −ln p of the own class, B × 1. */
    losses: mul(sum(mul(logs, isRight), 1, true), -1),
    factors: reshape(tensor1d(right), [count, 1]),
  };
}

function resultOf(loss: Tensor, gradient: Tensor): ObjectiveResult {
  return {
    gradient: gradient as Tensor2D,
    metrics: stack([reshape(loss, []), scalar(0)]) as Tensor1D,
  };
}

/**
 * With q = 1 − p the gradient is a (p − onehot) q^γ (1 − γ p ln p / q); −ln p / q tends to 1 where q
 * tends to 0.
 */
const focal: ObjectiveKernels['focal'] = (logits, targets, focusing) =>
  tidy(() => {
    const { probabilities, isRight, losses, factors } = rowsOf(logits, targets);
    const others = sum(mul(probabilities, sub(1, isRight)), 1, true);
    const own = sum(mul(probabilities, isRight), 1, true);
    const near = add(1, mul(others, 0.5));
    const ratio = where(greater(others, 1e-3), div(losses, maximum(others, 1e-3)), near);
    const modulator = pow(others, focusing);
    const scale = mul(modulator, add(1, mul(focusing, mul(own, ratio))));
    return resultOf(
      sum(mul(factors, mul(modulator, losses))),
      mul(sub(probabilities, isRight), mul(factors, scale)),
    );
  });

const adjusted: ObjectiveKernels['adjusted'] = (logits, adjustments) => add(logits, adjustments);

const robust: ObjectiveKernels['robust'] = (logits, targets, classWeights, rate) =>
  tidy(() => {
    const { own, probabilities, isRight, losses, factors } = rowsOf(logits, targets);
    const classLosses = reshape(
      matMul<Tensor2D>(isRight, mul<Tensor2D>(losses, factors), true),
      classWeights.shape,
    );
    // The largest is taken off first: it cancels, and the exponential stays finite.
    const raised = mul(classWeights, exp(mul(rate, sub(classLosses, max(classLosses)))));
    const next = div<Tensor1D>(raised, sum(raised));
    const weights = mul(factors, expandDims(gather(next, own), 1));
    const loss = sum(mul(next, classLosses));
    return {
      ...resultOf(loss, mul(sub(probabilities, isRight), weights)),
      classWeights: next,
    };
  });

/** Of each level, which classes share the group of each image's class: B × N. */
function sharedGroups(groups: Tensor2D, own: Tensor1D): Tensor[] {
  const [levels, classes] = groups.shape;
  return Array.from({ length: levels }, (_, level) => {
    const ofLevel = slice(groups, [level, 0], [1, classes]);
    return equal(ofLevel, expandDims(gather(reshape(ofLevel, [classes]), own), 1));
  });
}

const hierarchical: ObjectiveKernels['hierarchical'] = (logits, targets, groups, coefficients) =>
  tidy(() => {
    const { own, logs, probabilities, isRight, losses, factors } = rowsOf(logits, targets);
    const last = coefficients[coefficients.length - 1];
    let loss = mul(last, losses);
    let pull = mul(last, isRight);
    for (const [level, isShared] of sharedGroups(groups, own).entries()) {
      const inGroup = where(isShared, logs, lowest);
      const mass = logSumExp(inGroup, 1, true);
      loss = sub(loss, mul(coefficients[level], mass));
      pull = add(pull, mul(coefficients[level], exp(sub(inGroup, mass))));
    }
    const total = coefficients.reduce((partial, value) => partial + value, 0);
    return resultOf(sum(mul(factors, loss)), mul(factors, sub(mul(total, probabilities), pull)));
  });

const softLabelled: ObjectiveKernels['softLabelled'] = (logits, targets, groups, shares) =>
  tidy(() => {
    const { own, logs, probabilities, isRight, factors } = rowsOf(logits, targets);
    const ofLabels = gather(shares, own);
    const [count, classes] = logits.shape;
    let depth: Tensor = isRight;
    for (const isShared of sharedGroups(groups, own)) depth = add(depth, cast(isShared, 'float32'));
    const at = cast(reshape(depth, [count * classes]), 'int32');
    const picked = oneHot(at as Tensor1D, shares.shape[1], 1, 0, 'float32');
    const table = reshape(ofLabels, [count, 1, shares.shape[1]]);
    const wanted = sum(mul(reshape(picked, [count, classes, shares.shape[1]]), table), 2);
    return resultOf(
      mul(sum(mul(factors, mul(wanted, logs))), -1),
      mul(factors, sub(mul(probabilities, sum(wanted, 1, true)), wanted)),
    );
  });

export const composedClassObjectives = {
  focal,
  adjusted,
  robust,
  hierarchical,
  softLabelled,
} satisfies ObjectiveKernels;
