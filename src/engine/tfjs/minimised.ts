/** An objective on a device: the kernel that computes it, with what the kernel needs beside a batch. */
import { keep, type Tensor1D, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { assertNever } from '../../lib/assertNever.ts';
import type { Objective } from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import type { ObjectiveResult } from './kernels/objectiveKernels.ts';
import type { Targets } from './kernels/targets.ts';
import type { ParameterStore } from './parameters.ts';
import { type PersistentTensor, replace } from './persistentTensor.ts';

export interface Minimised {
  /** Loss and gradient of a batch's logits; within repeated work. */
  of(logits: Tensor2D): ObjectiveResult;
  /** q of the robust objective, which the store saves and frees; null for all others. */
  readonly classWeights: PersistentTensor<Tensor1D> | null;
  dispose(): void;
}

/** The colon says that it is no part of the network: its file goes without. */
const classWeightsName = 'objective:classWeights';

/**
 * The objective of a network of so many classes.
 * @throws RangeError where what it is given does not fit them.
 */
export function createMinimised(
  { kernels }: Pick<Backend, 'kernels'>,
  store: ParameterStore,
  objective: Objective,
  classCount: number,
  targets: Targets,
): Minimised {
  switch (objective.kind) {
    case 'weighted-likelihood':
    case 'mean-likelihood':
    case 'margin':
      return stateless((logits) => kernels.objective(logits, targets));
    case 'focal':
      return stateless((logits) => kernels.focal(logits, targets, objective.focusing));
    case 'adjusted-likelihood': {
      checkLength('adjustments', objective.adjustments.length, classCount);
      const adjustments = keep(tensor1d(Float32Array.from(objective.adjustments)));
      return {
        ...stateless((logits) => kernels.objective(kernels.adjusted(logits, adjustments), targets)),
        dispose: () => adjustments.dispose(),
      };
    }
    case 'robust':
      return robust(kernels, store, objective.rate, classCount, targets);
    case 'hierarchical': {
      const { coefficients } = objective;
      checkLength('coefficients', coefficients.length, objective.groups.length + 1);
      const groups = groupsOnDevice(objective.groups, classCount);
      return {
        ...stateless((logits) => kernels.hierarchical(logits, targets, groups, coefficients)),
        dispose: () => groups.dispose(),
      };
    }
    case 'soft-labels': {
      const width = objective.groups.length + 2;
      checkLength('shares', objective.shares.length, classCount * width);
      const groups = groupsOnDevice(objective.groups, classCount);
      const shares = keep(tensor2d(Float32Array.from(objective.shares), [classCount, width]));
      return {
        ...stateless((logits) => kernels.softLabelled(logits, targets, groups, shares)),
        dispose: () => {
          groups.dispose();
          shares.dispose();
        },
      };
    }
    default:
      return assertNever(objective, 'objective');
  }
}

function stateless(of: Minimised['of']): Minimised {
  return { of, classWeights: null, dispose: () => {} };
}

function robust(
  kernels: Backend['kernels'],
  store: ParameterStore,
  rate: number,
  classCount: number,
  targets: Targets,
): Minimised {
  const classWeights = store.statistic<Tensor1D>({
    name: classWeightsName,
    shape: [classCount],
    initial: { constant: 1 / classCount },
  });
  return {
    of: (logits) => {
      const result = kernels.robust(logits, targets, classWeights.value, rate);
      replace(classWeights, result.classWeights);
      return result;
    },
    classWeights,
    dispose: () => {},
  };
}

/** Levels × N. @throws RangeError for a level that does not place every class. */
function groupsOnDevice(groups: readonly Int32Array[], classCount: number): Tensor2D {
  for (const groupOf of groups) checkLength('groups', groupOf.length, classCount);
  const values = Float32Array.from(groups.flatMap((groupOf) => [...groupOf]));
  return keep(tensor2d(values, [groups.length, classCount]));
}

function checkLength(what: string, found: number, expected: number): void {
  if (found !== expected) throw new RangeError(`${found} ${what} where ${expected} are needed`);
}
