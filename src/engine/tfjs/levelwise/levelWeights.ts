import {
  add,
  div,
  keep,
  mul,
  slice,
  softmax,
  sub,
  sum,
  type Tensor1D,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { LevelwiseTrainerOptions } from '../../engine.ts';
import { type Parameter, type ParameterStore, replace } from '../parameters.ts';

/** θ, the weight of each level in the mixture, on the device. */
export interface LevelWeights {
  /** θ as it stands; valid within the caller's tidy, which frees what need not stay. */
  current(): Tensor1D;
  /** Sets θ. @throws where it is learned, or what is given is no θ. */
  set(levelWeights: Float64Array): void;
  /** Leaves the gradient with θ's parameters, from the mean share r_l of each level. */
  leaveGradient(shares: Tensor1D): void;
  dispose(): void;
}

/** The parameter that θ is learned by; snapshots of other networks do not set it. */
export const levelWeightsName = 'levelWeights/free';

/** Least share of what the minimum leaves that a learned θ starts with: at 0 it could not grow. */
const leastStart = 1e-6;

/** θ of the options: given, or a parameter in the store. @throws RangeError where it is no θ. */
export function createLevelWeights(
  store: ParameterStore,
  { groupCounts, levelWeights, learned }: LevelwiseTrainerOptions,
): LevelWeights {
  checkLevelWeights(levelWeights, groupCounts.length + 1);
  return learned === null
    ? givenWeights(levelWeights)
    : learnedWeights(store, levelWeights, learned.minimum);
}

function givenWeights(levelWeights: Float64Array): LevelWeights {
  const held = { name: 'levelWeights', value: keep(tensor1d(Float32Array.from(levelWeights))) };
  return {
    current: () => held.value,
    set: (next) => {
      checkLevelWeights(next, levelWeights.length);
      replace(held, tensor1d(Float32Array.from(next)));
    },
    leaveGradient: () => {},
    dispose: () => held.value.dispose(),
  };
}

/**
 * θ_l = m + (1 − L·m)·p_l, where p is the softmax of L free parameters that do not decay and m is
 * the least value (ours).
 */
function learnedWeights(
  store: ParameterStore,
  levelWeights: Float64Array,
  minimum: number,
): LevelWeights {
  const count = levelWeights.length;
  const rest = Math.max(0, 1 - count * minimum);
  checkMinimum(levelWeights, minimum);
  const values = Float32Array.from(levelWeights, (weight) =>
    Math.log(Math.max(leastStart, rest > 0 ? (weight - minimum) / rest : 1)),
  );
  const free: Parameter<Tensor1D> = store.parameter(levelWeightsName, [count], { values }, () => 0);
  const fromShares = (shares: Tensor1D) => add<Tensor1D>(mul(shares, rest), minimum);
  return {
    current: () => tidy(() => fromShares(softmax(free.value))),
    set: () => {
      throw new Error('The level weights are learned: they cannot be set');
    },
    leaveGradient: (shares) => {
      free.gradient = tidy(() => {
        const softened = softmax(free.value);
        // −∂loss/∂ln p_l: r_l, less where the minimum holds a part of θ_l.
        const pull =
          minimum === 0 ? shares : mul(shares, div(mul(softened, rest), fromShares(softened)));
        return sub<Tensor1D>(mul(softened, sum(pull)), pull);
      });
    },
    // The parameter is the store's.
    dispose: () => {},
  };
}

/** The mean shares r among a step's metrics: what follows the loss. */
export function sharesOf(metrics: Tensor1D): Tensor1D {
  return slice(metrics, 1, metrics.size - 1);
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
