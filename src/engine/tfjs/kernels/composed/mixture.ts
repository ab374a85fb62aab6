/** The level-wise mixture from stock TensorFlow.js operations. */
import {
  add,
  addN,
  concat,
  exp,
  gather,
  greater,
  log,
  logSoftmax,
  logSumExp,
  matMul,
  maximum,
  mul,
  oneHot,
  reshape,
  slice,
  softmax,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
  where,
} from '@tensorflow/tfjs-core';
import { logOfZero, type MixtureInputs, type MixtureKernels } from '../mixtureKernels.ts';

/** Below any assignment or weight that float32 can hold without losing digits. */
const tiny = 1e-37;

function logOrZero<T extends Tensor>(values: T): T {
  return where(greater(values, 0), log(maximum(values, tiny)), logOfZero) as T;
}

/** What the loss takes of a level: a of each image, B values, and z − q, B × N_l. */
export interface LevelTerms {
  readonly log: Tensor;
  readonly gradient: Tensor;
}

/** The classes' level where its Ψ is the identity. */
function classesOf(logits: Tensor2D, labels: Tensor1D): LevelTerms {
  const logs = logSoftmax(logits);
  const isRight = oneHot(labels, logits.shape[1], 1, 0, 'float32');
  return { log: sum(mul(logs, isRight), 1), gradient: sub(exp(logs), isRight) };
}

/** The terms of a level with a Ψ. */
export function levelOf(logits: Tensor2D, assignment: Tensor2D, labels: Tensor1D): LevelTerms {
  const logs = logSoftmax(logits);
  const joined = add(logs, logOrZero(transpose(gather(assignment, labels, 1))));
  // Where Ψ is 0 in a whole column, q must be finite too: its factor r is 0 or all there is.
  return { log: logSumExp(joined, 1), gradient: sub(exp(logs), softmax(joined)) };
}

/** The mixture's loss, given how a device computes the terms of a level with a Ψ. */
export function mixtureOf(termsOf: typeof levelOf): MixtureKernels['mixture'] {
  return ({ logits, assignments, levelWeights }, { labels, right }) =>
    tidy(() => {
      const classes = tensor1d(labels, 'int32');
      const factors = reshape(tensor1d(right), [labels.length, 1]);
      const levels = logits.map((scores, level) => {
        const assignment = assignments[level];
        return assignment === null
          ? classesOf(scores, classes)
          : termsOf(scores, assignment, classes);
      });
      const logs = levels.map(({ log: ofLevel }) => ofLevel);
      const terms = add(stack(logs, 1), logOrZero(levelWeights));
      const total = logSumExp(terms, 1, true);
      const shares = mul(exp(sub(terms, total)), factors);
      const gradients = levels.map(({ gradient }, level) =>
        mul<Tensor2D>(gradient, slice(shares, [0, level], [labels.length, 1])),
      );
      const loss = reshape(mul(sum(mul(total, factors)), -1), [1]);
      return { gradients, metrics: concat<Tensor1D>([loss, sum(shares, 0)] as Tensor1D[]) };
    });
}

function mixtureProbabilities({ logits, assignments, levelWeights }: MixtureInputs): Tensor2D {
  return tidy(() => {
    const terms = logits.map((scores, level) => {
      const weighted = mul<Tensor2D>(softmax(scores), slice(levelWeights, level, 1));
      const assignment = assignments[level];
      return assignment === null ? weighted : matMul<Tensor2D>(weighted, assignment);
    });
    return addN<Tensor2D>(terms);
  });
}

export const composedMixture = {
  offset: (x: Tensor2D, values: Float32Array) =>
    tidy(() => add<Tensor2D>(x, tensor2d(values, x.shape))),
  mixture: mixtureOf(levelOf),
  mixtureProbabilities,
} satisfies Partial<MixtureKernels>;
