/** The optimisers' updates from stock TensorFlow.js operations. */
import {
  add,
  div,
  greater,
  mul,
  sqrt,
  square,
  sub,
  type Tensor,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import {
  type AdamUpdate,
  adamConstants,
  type Kernels,
  type SgdSettings,
  type SgdUpdate,
  type Unscaling,
} from '../kernels.ts';

function decayed(value: Tensor, gradient: Tensor, weightDecay: number): Tensor {
  return weightDecay === 0 ? gradient : add(gradient, mul(value, weightDecay));
}

function sgdOne(
  { value, gradient, velocity, weightDecay }: SgdUpdate,
  { momentum, rate }: SgdSettings,
): ReturnType<Kernels['sgd']>[number] {
  const [learningRate] = rate;
  if (velocity === null) {
    const next = tidy(() => sub(value, mul(decayed(value, gradient, weightDecay), learningRate)));
    return { value: next, velocity };
  }
  return tidy(() => {
    const speed = add(mul(velocity, momentum), decayed(value, gradient, weightDecay));
    return { value: sub(value, mul(speed, learningRate)), velocity: speed };
  });
}

function adamOne(
  { value, gradient, mean, square: secondMoment, weightDecay }: AdamUpdate,
  rate: number,
  rootFactor: number,
): ReturnType<Kernels['adam']>[number] {
  const { beta1, beta2, epsilon } = adamConstants;
  return tidy(() => {
    const pull = decayed(value, gradient, weightDecay);
    const nextMean = add(mul(mean, beta1), mul(pull, 1 - beta1));
    const nextSquare = add(mul(secondMoment, beta2), mul(square(pull), 1 - beta2));
    const change = div(mul(nextMean, rate), add(mul(sqrt(nextSquare), rootFactor), epsilon));
    return { value: sub(value, change), mean: nextMean, square: nextSquare };
  });
}

/** The gradient unscaled, zeros where nothing is to change. */
function unscaled<Of extends SgdUpdate | AdamUpdate>(update: Of, factor: Unscaling): Of {
  const { gradient } = update;
  const isGood = greater(factor, 0);
  return { ...update, gradient: where(isGood, mul(gradient, factor), zerosLike(gradient)) };
}

/** What an update comes to, or what there was where nothing is to change. */
const unlessSkipped = (after: Tensor, before: Tensor, factor: Unscaling) =>
  where(greater(factor, 0), after, before);

export const composedOptimisers = {
  sgd: (updates, settings) => {
    const { factor } = settings;
    if (factor === undefined) return updates.map((update) => sgdOne(update, settings));
    return updates.map((update) => {
      const next = sgdOne(unscaled(update, factor), settings);
      const { velocity } = update;
      return {
        value: unlessSkipped(next.value, update.value, factor),
        velocity: velocity && next.velocity && unlessSkipped(next.velocity, velocity, factor),
      };
    });
  },
  adam: (updates, factors, factor) =>
    updates.map((update, index) => {
      const [rate, rootFactor] = factors.subarray(2 * index, 2 * index + 2);
      if (factor === undefined) return adamOne(update, rate, rootFactor);
      const next = adamOne(unscaled(update, factor), rate, rootFactor);
      return {
        value: unlessSkipped(next.value, update.value, factor),
        mean: unlessSkipped(next.mean, update.mean, factor),
        square: unlessSkipped(next.square, update.square, factor),
      };
    }),
} satisfies Partial<Kernels>;
