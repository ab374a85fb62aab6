/** The optimisers' updates in one shader a parameter, which changes weights and slots in place. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { type AdamSettings, adamConstants, type Kernels, type SgdSettings } from '../kernels.ts';
import { lanesOf, runShader, takeOver, typeOf, view } from './shader.ts';

/** Runs `formula` for each value of the tensors in `writes`. */
function update(
  name: string,
  gradient: Tensor,
  writes: Readonly<Record<string, Tensor>>,
  numbers: Readonly<Record<string, number>>,
  formula: string,
): void {
  const lanes = lanesOf(gradient.size);
  const changed = Object.entries(writes).map(
    ([key, tensor]) => [key, view(tensor, lanes)] as const,
  );
  runShader({
    name,
    reads: { gradient: view(gradient, lanes) },
    writes: Object.fromEntries(changed),
    numbers,
    size: { threads: gradient.size / lanes },
    code: `
      alias V = ${typeOf(lanes)};
      fn run(index : u32) {
        if (index >= arrayLength(&gradient)) { return; }
        let pull = gradient[index] + numbers.decay * value[index];
        ${formula}
      }`,
  });
}

function sgd(
  given: Tensor,
  gradient: Tensor,
  slot: Tensor | null,
  { learningRate: rate, momentum, weightDecay: decay }: SgdSettings,
): ReturnType<Kernels['sgd']> {
  const value = takeOver(given);
  if (slot === null) {
    update('sgd', gradient, { value }, { decay, rate }, 'value[index] -= numbers.rate * pull;');
    return { value, velocity: null };
  }
  const velocity = takeOver(slot);
  const formula = `
    let speed = numbers.momentum * velocity[index] + pull;
    velocity[index] = speed;
    value[index] -= numbers.rate * speed;`;
  const writes = { value, velocity };
  update('sgdWithMomentum', gradient, writes, { decay, rate, momentum }, formula);
  return { value, velocity };
}

const adamFormula = `
  let first = ${adamConstants.beta1} * mean[index] + numbers.fresh * pull;
  let second = ${adamConstants.beta2} * square[index] + numbers.freshSquare * pull * pull;
  mean[index] = first;
  square[index] = second;
  value[index] -= numbers.rate * first / (numbers.root * sqrt(second) + ${adamConstants.epsilon});`;

function adam(
  given: Tensor,
  gradient: Tensor,
  givenMean: Tensor,
  givenSquare: Tensor,
  { learningRate, weightDecay: decay, step }: AdamSettings,
): ReturnType<Kernels['adam']> {
  const { beta1, beta2 } = adamConstants;
  const writes = {
    value: takeOver(given),
    mean: takeOver(givenMean),
    square: takeOver(givenSquare),
  };
  const numbers = {
    decay,
    fresh: 1 - beta1,
    freshSquare: 1 - beta2,
    rate: learningRate / (1 - beta1 ** step),
    root: 1 / Math.sqrt(1 - beta2 ** step),
  };
  update('adam', gradient, writes, numbers, adamFormula);
  return writes;
}

export const webgpuOptimisers = { sgd, adam } satisfies Partial<Kernels>;
