import type { Tensor1D } from '@tensorflow/tfjs-core';
import { log } from '../../../lib/transcendental/log.ts';
import type { LevelwiseTrainerOptions } from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { freeShare } from '../kernels/mixtureKernels.ts';
import type { LossScale } from '../lossScale.ts';
import type { Parameter, ParameterStore } from '../parameters.ts';

/** θ, the weight of each level in the mixture, on the device. */
export interface LevelWeightVariable {
  /** θ as it stands; valid within the caller's tidy, which frees what need not stay. */
  current(): Tensor1D;
  /** θ's values. Waits for the device. */
  read(): Promise<Float32Array>;
  /** Sets θ. @throws where it is learned, or what is given is no θ. */
  set(levelWeights: Float64Array): void;
  /** Leaves the gradient with θ's parameters, from a step's metrics; that of the scaled loss where it is scaled. */
  leaveGradient(metrics: Tensor1D, lossScale: LossScale | null): void;
  dispose(): void;
}

/** The parameter that θ is learned by; snapshots of other networks do not set it. */
export const levelWeightsName = 'levelWeights/free';

/** Least share of what the minimum leaves that a learned θ starts with: at 0 it could not grow. */
const minStart = 1e-6;

/** θ of the options: given, or a parameter in the store. @throws RangeError where it is no θ. */
export function createLevelWeights(
  backend: Pick<Backend, 'kernels' | 'memory'>,
  store: ParameterStore,
  {
    groupCounts,
    levelWeights,
    learned,
  }: Pick<LevelwiseTrainerOptions, 'groupCounts' | 'levelWeights' | 'learned'>,
): LevelWeightVariable {
  checkLevelWeights(levelWeights, groupCounts.length + 1);
  return learned === null
    ? givenWeights(backend, levelWeights)
    : learnedWeights(backend, store, levelWeights, learned.minimum);
}

function givenWeights(
  { memory }: Pick<Backend, 'memory'>,
  levelWeights: Float64Array,
): LevelWeightVariable {
  const value = memory.allocate<Tensor1D>(Float32Array.from(levelWeights), [levelWeights.length]);
  const variable = { name: 'levelWeights', value };
  return {
    current: () => variable.value,
    read: () => memory.read(variable.value),
    set: (next) => {
      checkLevelWeights(next, levelWeights.length);
      memory.write(variable, Float32Array.from(next));
    },
    leaveGradient: () => {},
    dispose: () => variable.value.dispose(),
  };
}

/** By free parameters that do not decay; see `levelWeights` of the kernels. */
function learnedWeights(
  { kernels, memory }: Pick<Backend, 'kernels' | 'memory'>,
  store: ParameterStore,
  levelWeights: Float64Array,
  minimum: number,
): LevelWeightVariable {
  const count = levelWeights.length;
  const rest = freeShare(count, minimum);
  checkMinimum(levelWeights, minimum);
  const values = Float32Array.from(levelWeights, (weight) =>
    log(Math.max(minStart, rest > 0 ? (weight - minimum) / rest : 1)),
  );
  const free: Parameter<Tensor1D> = store.parameter(
    { name: levelWeightsName, shape: [count], initial: { values } },
    () => 0,
  );
  return {
    current: () => kernels.levelWeights(free.value, minimum),
    read: async () => {
      const theta = kernels.levelWeights(free.value, minimum);
      try {
        return await memory.read(theta);
      } finally {
        theta.dispose();
      }
    },
    set: () => {
      throw new Error('The level weights are learned: they cannot be set');
    },
    leaveGradient: (metrics, lossScale) => {
      const gradient = kernels.levelWeightsGradient(free.value, metrics, minimum);
      free.gradient = lossScale?.scaled(gradient) ?? gradient;
    },
    // The parameter is the store's.
    dispose: () => {},
  };
}

function checkLevelWeights(levelWeights: Float64Array, levels: number): void {
  if (levelWeights.length !== levels) {
    throw new RangeError(`${levelWeights.length} level weights for ${levels} levels`);
  }
  if (!levelWeights.every((weight) => weight >= 0 && weight <= 1)) {
    throw new RangeError('Level weights must lie between 0 and 1');
  }
  const total = levelWeights.reduce((partial, weight) => partial + weight, 0);
  if (Math.abs(total - 1) > 1e-6) {
    throw new RangeError(`Level weights must sum to 1, not to ${total}`);
  }
  if (levelWeights[levels - 1] === 0) {
    throw new RangeError('The last level weight, that of the classes, must be above 0');
  }
}

function checkMinimum(levelWeights: Float64Array, minimum: number): void {
  const levels = levelWeights.length;
  if (!(minimum >= 0 && minimum * levels <= 1 + 1e-9)) {
    throw new RangeError(`${levels} levels cannot weigh ${minimum} each at least`);
  }
  if (levelWeights.some((weight) => weight < minimum - 1e-9)) {
    throw new RangeError(`Learned level weights must start at ${minimum} at least`);
  }
}
