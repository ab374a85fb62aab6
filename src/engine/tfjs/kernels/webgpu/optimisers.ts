/**
 * The optimisers' updates, which change weights and slots in place: one shader for all parameters
 * where they lie in arenas (arena.ts), else one a parameter.
 */
import { type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import {
  type AdamUpdate,
  adamConstants,
  type Kernels,
  type SgdSettings,
  type SgdUpdate,
  type Unscaling,
} from '../kernels.ts';
import { type Arenas, arenasOf, blockSize, placeGradients } from './arena.ts';
import { hostTensor } from './hostTensors.ts';
import { lanesOf, runShader, typeOf, vectorView } from './shader.ts';

/** What one shader changes: everything, or one parameter. */
interface Extent {
  readonly gradient: Tensor;
  /** Parameters, then their slots. */
  readonly writes: Readonly<Record<string, Tensor>>;
  /** Per block of values: weight decay and number of the parameter. */
  readonly table: Tensor;
}

interface Formula {
  readonly name: string;
  readonly numbers: Readonly<Record<string, number>>;
  /** What differs from step to step: `steps` in the shader. */
  readonly steps: Float32Array;
  /** WGSL that changes the writes at `index` by `pull` and, of parameter `number`, its `steps`. */
  readonly code: string;
  readonly factor: Unscaling | undefined;
}

function run(
  { gradient, writes, table }: Extent,
  { name, numbers, steps, code, factor }: Formula,
): void {
  const lanes = lanesOf(gradient.size);
  const changed = Object.entries(writes).map(
    ([key, one]) => [key, vectorView(one, lanes)] as const,
  );
  runShader({
    name: factor === undefined ? name : `${name}Unscaled`,
    constants: { blockEntries: blockSize / lanes },
    numbers,
    reads: {
      gradient: vectorView(gradient, lanes),
      table,
      steps: hostTensor(steps),
      ...(factor === undefined ? {} : { factor }),
    },
    writes: Object.fromEntries(changed),
    size: { threads: gradient.size / lanes },
    code: `
      alias V = ${typeOf(lanes)};
      fn run(index : u32) {
        if (index >= arrayLength(&gradient)) { return; }
        let block = index / blockEntries;
        let number = u32(table[2u * block + 1u]);
        ${factor === undefined ? '' : 'if (factor[0] == 0.0) { return; }'}
        let own = gradient[index]${factor === undefined ? '' : ' * factor[0]'};
        let pull = own + table[2u * block] * value[index];
        ${code}
      }`,
  });
}

/** One extent where arenas hold all, else one a parameter. */
function extentsOf<Of extends SgdUpdate | AdamUpdate>(
  updates: readonly Of[],
  slotsOf: (update: Of) => Readonly<Record<string, Tensor>>,
): Extent[] {
  const arenas = arenasOf(updates.map(({ value }) => value));
  if (arenas !== null && placeGradients(arenas, updates)) {
    return [wholeOf(arenas, Object.keys(slotsOf(updates[0])))];
  }
  return updates.map((update, number) => ({
    gradient: update.gradient,
    writes: { value: update.value, ...slotsOf(update) },
    table: tableOf(update.value.size, update.weightDecay, number),
  }));
}

function wholeOf({ gradients, values, slots, table }: Arenas, names: readonly string[]): Extent {
  const kinds = names.map((name, kind) => [name, slots[kind].whole] as const);
  const writes = { value: values.whole, ...Object.fromEntries(kinds) };
  return { gradient: gradients.whole, writes, table };
}

function tableOf(size: number, weightDecay: number, number: number): Tensor {
  const blocks = Math.ceil(size / blockSize);
  return tensor1d(Array.from({ length: blocks }, () => [weightDecay, number]).flat());
}

function sgd(
  updates: readonly SgdUpdate[],
  { momentum, rate, factor }: SgdSettings,
): ReturnType<Kernels['sgd']> {
  tidy(() => {
    const hasVelocity = updates[0]?.velocity !== null;
    const formula = hasVelocity
      ? { name: 'sgdWithMomentum', numbers: { momentum }, code: momentumCode }
      : { name: 'sgd', numbers: {}, code: 'value[index] -= steps[0] * pull;' };
    const slotsOf = ({ velocity }: SgdUpdate) => (velocity === null ? {} : { velocity });
    for (const extent of extentsOf(updates, slotsOf)) {
      run(extent, { ...formula, steps: rate, factor });
    }
  });
  return updates;
}

const momentumCode = `
  let speed = momentum * velocity[index] + pull;
  velocity[index] = speed;
  value[index] -= steps[0] * speed;`;

const adamCode = `
  let first = ${adamConstants.beta1} * mean[index] + fresh * pull;
  let second = ${adamConstants.beta2} * square[index] + freshSquare * pull * pull;
  mean[index] = first;
  square[index] = second;
  let root = steps[2u * number + 1u] * sqrt(second) + ${adamConstants.epsilon};
  value[index] -= steps[2u * number] * first / root;`;

function adam(
  updates: readonly AdamUpdate[],
  factors: Float32Array,
  factor?: Unscaling,
): ReturnType<Kernels['adam']> {
  tidy(() => {
    const { beta1, beta2 } = adamConstants;
    const numbers = { fresh: 1 - beta1, freshSquare: 1 - beta2 };
    const formula = { name: 'adam', numbers, steps: factors, code: adamCode, factor };
    const extents = extentsOf(updates, ({ mean, square }) => ({ mean, square }));
    for (const extent of extents) run(extent, formula);
  });
  return updates;
}

export const webgpuOptimisers = { sgd, adam } satisfies Partial<Kernels>;
