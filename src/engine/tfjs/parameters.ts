/**
 * The tensors of a network that outlive a step: trainable parameters with their optimiser slots,
 * and batch norm's running statistics. Each has a name that is unique in its network; snapshots and
 * random draws are keyed by it.
 */
import { keep, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../../lib/random.ts';
import type { TrainerSnapshot } from '../engine.ts';

type Tensors = TrainerSnapshot['tensors'];

/** How a parameter starts: every value the same, drawn from N(0, deviation²), or as given. */
export type Initial =
  | { readonly constant: number }
  | { readonly deviation: number }
  | { readonly values: Float32Array };

/** From the optimiser's weight decay to that of a parameter. */
export type Decay = (optimisers: number) => number;

/** A tensor held from step to step. */
export interface Held<T extends Tensor = Tensor> {
  readonly name: string;
  value: T;
}

/** A held tensor that the optimiser changes. */
export interface Parameter<T extends Tensor = Tensor> extends Held<T> {
  /** Set by the backward pass, taken by the optimiser. */
  gradient: T | null;
  /** What the optimiser keeps for this parameter, such as its velocity. */
  slots: Held[];
  readonly decay: Decay;
}

/** Replaces a held tensor by another (or itself), freeing the old one. */
export function replace<T extends Tensor>(held: Held<T>, value: T): void {
  if (value === held.value) return;
  held.value.dispose();
  held.value = keep(value);
}

/** Everything one network holds. */
export class ParameterStore {
  readonly parameters: Parameter[] = [];
  private readonly statistics: Held[] = [];
  private readonly seed: number;
  private readonly round: number;

  /** Draws come from the streams (seed, 'init', round, name). */
  constructor(seed: number, round: number) {
    this.seed = seed;
    this.round = round;
  }

  /** Adds a trainable parameter; it decays as the optimiser says, unless told otherwise. */
  parameter<T extends Tensor>(
    name: string,
    shape: number[],
    initial: Initial,
    decay: Decay = (optimisers) => optimisers,
  ): Parameter<T> {
    const value = heldTensor<T>(shape, this.draw(name, sizeOf(shape), initial));
    const parameter: Parameter<T> = { name, value, gradient: null, slots: [], decay };
    this.parameters.push(parameter as unknown as Parameter);
    return parameter;
  }

  /** Adds a running statistic of `size` values, all equal at first. */
  statistic<T extends Tensor>(name: string, size: number, constant: number): Held<T> {
    const held: Held<T> = { name, value: constantTensor<T>([size], constant) };
    this.statistics.push(held as unknown as Held);
    return held;
  }

  /** Adds an optimiser slot of zeros for a parameter. */
  slot(parameter: Parameter, name: string): Held {
    const slot = {
      name: `${parameter.name}:${name}`,
      value: constantTensor(parameter.value.shape, 0),
    };
    parameter.slots.push(slot);
    return slot;
  }

  /** Number of trainable values. */
  count(): number {
    return this.parameters.reduce((sum, { value }) => sum + value.size, 0);
  }

  /** Every held tensor's values. Waits for the device. */
  async save(): Promise<Tensors> {
    // All reads are asked for before the first is awaited, so that they belong to one moment.
    const entries = this.all().map(async ({ name, value }) => {
      const [shape, values] = [value.shape, await value.data<'float32'>()];
      return [name, { shape, values: Float32Array.from(values) }] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Puts saved values back. @throws RangeError where names or shapes differ. */
  load(tensors: Tensors): void {
    const all = this.all();
    for (const { name, value } of all) checkShape(name, value.shape, tensors[name]?.shape);
    const known = new Set(all.map(({ name }) => name));
    const unknown = Object.keys(tensors).find((name) => !known.has(name));
    if (unknown !== undefined) throw new RangeError(`The network has no ${unknown} to load`);
    for (const held of all) replaceBySaved(held, tensors);
  }

  /**
   * Takes over the saved values of the parameters and statistics that are wanted and have the same
   * name and shape. A parameter's slots come along where they were saved; else they start at zero.
   * @returns the names taken over.
   */
  loadMatching(tensors: Tensors, isWanted: (name: string) => boolean): ReadonlySet<string> {
    const taken = new Set<string>();
    const own = [...this.parameters, ...this.statistics];
    for (const held of own) {
      if (!isWanted(held.name) || !matches(held, tensors)) continue;
      replaceBySaved(held, tensors);
      taken.add(held.name);
    }
    const slots = this.parameters.filter(({ name }) => taken.has(name)).flatMap((p) => p.slots);
    for (const slot of slots) {
      if (matches(slot, tensors)) replaceBySaved(slot, tensors);
      else replace(slot, constantTensor(slot.value.shape, 0));
    }
    return taken;
  }

  dispose(): void {
    for (const { value } of this.all()) value.dispose();
  }

  private all(): Held[] {
    return [
      ...this.parameters,
      ...this.parameters.flatMap(({ slots }) => slots),
      ...this.statistics,
    ];
  }

  private draw(name: string, size: number, initial: Initial): Float32Array {
    if ('constant' in initial) return new Float32Array(size).fill(initial.constant);
    if ('values' in initial) return initial.values.slice();
    const random = createRandom(this.seed, 'init', this.round, name);
    return Float32Array.from({ length: size }, () => initial.deviation * random.normal());
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function heldTensor<T extends Tensor>(shape: number[], values: Float32Array): T {
  return keep(tensor(values, shape, 'float32')) as T;
}

function constantTensor<T extends Tensor>(shape: number[], constant: number): T {
  return heldTensor<T>(shape, new Float32Array(sizeOf(shape)).fill(constant));
}

function matches({ name, value }: Held, tensors: Tensors): boolean {
  return Object.hasOwn(tensors, name) && tensors[name].shape.join() === value.shape.join();
}

function replaceBySaved(held: Held, tensors: Tensors): void {
  replace(held, heldTensor(held.value.shape, tensors[held.name].values.slice()));
}

function checkShape(name: string, expected: number[], found: readonly number[] | undefined): void {
  if (found === undefined) throw new RangeError(`The snapshot has no ${name}`);
  if (found.join() !== expected.join()) {
    throw new RangeError(`${name} has the shape [${found}] in the snapshot, not [${expected}]`);
  }
}
