/**
 * The tensors of a network that outlive a step: trainable parameters with their optimiser slots,
 * and batch norm's running statistics. Each has a name that is unique in its network; snapshots and
 * random draws are keyed by it.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../../lib/random.ts';
import type { Distribution } from '../../spec/networks/layerDescription.ts';
import { sizeOf, type TensorDescription } from '../../spec/networks/layerParameters.ts';
import type { TrainerSnapshot } from '../engine.ts';
import type { Memory } from './backends/memory.ts';
import { DropoutSteps } from './dropoutSteps.ts';
import type { PersistentTensor } from './persistentTensor.ts';

type Tensors = TrainerSnapshot['tensors'];

/** How a parameter starts: every value the same, drawn from N(0, deviation²), or as given. */
type Initial = Distribution | { readonly values: Float32Array };

interface ParameterDescription extends Omit<TensorDescription, 'initial'> {
  readonly initial: Initial;
}

/** From the optimiser's weight decay to that of a parameter. */
export type Decay = (optimisers: number) => number;

/** A persistent tensor that the optimiser changes. */
export interface Parameter<T extends Tensor = Tensor> extends PersistentTensor<T> {
  /** Set by the backward pass, taken by the optimiser. */
  gradient: T | null;
  /** What the optimiser keeps for this parameter, such as its velocity. */
  slots: PersistentTensor[];
  readonly decay: Decay;
}

/** A network's place in the store of several. */
interface StorePart {
  readonly whole: ParameterStore;
  readonly prefix: string;
}

/** Everything one network holds, or several that are trained together. */
export class ParameterStore {
  readonly parameters: Parameter[];
  readonly dropout: DropoutSteps;
  private readonly statistics: PersistentTensor[];
  private readonly memory: Memory;
  private readonly seed: number;
  private readonly round: number;
  private readonly prefix: string;

  /** Draws come from the streams (seed, 'init', round, name). */
  constructor(memory: Memory, seed: number, round: number, part?: StorePart) {
    this.memory = memory;
    this.seed = seed;
    this.round = round;
    this.prefix = part?.prefix ?? '';
    this.parameters = part?.whole.parameters ?? [];
    this.statistics = part?.whole.statistics ?? [];
    this.dropout = part?.whole.dropout.ofRound(round) ?? new DropoutSteps(seed, round);
  }

  /**
   * Where one of several networks puts its tensors: they are held here, the prefix before their
   * names, and drawn as those of a network by itself in that round.
   */
  ofMember(round: number, prefix: string): ParameterStore {
    return new ParameterStore(this.memory, this.seed, round, { whole: this, prefix });
  }

  /** Adds a trainable parameter; it decays as the optimiser says, unless told otherwise. */
  parameter<T extends Tensor>(
    description: ParameterDescription,
    decay: Decay = (optimisers) => optimisers,
  ): Parameter<T> {
    const { shape } = description;
    const name = this.prefix + description.name;
    const value = this.memory.allocate<T>(this.draw(description), shape);
    const parameter: Parameter<T> = { name, value, gradient: null, slots: [], decay };
    this.parameters.push(parameter as unknown as Parameter);
    return parameter;
  }

  /** Adds a running statistic. */
  statistic<T extends Tensor>(description: TensorDescription): PersistentTensor<T> {
    const { name, shape } = description;
    const persistent: PersistentTensor<T> = {
      name: this.prefix + name,
      value: this.memory.allocate<T>(this.draw(description), [...shape]),
    };
    this.statistics.push(persistent as unknown as PersistentTensor);
    return persistent;
  }

  /** Adds an optimiser slot of zeros for a parameter. */
  slot(parameter: Parameter, name: string): PersistentTensor {
    const slot = {
      name: `${parameter.name}:${name}`,
      value: this.memory.allocate(new Float32Array(parameter.value.size), parameter.value.shape),
    };
    parameter.slots.push(slot);
    return slot;
  }

  /** Number of trainable values. */
  count(): number {
    return this.parameters.reduce((sum, { value }) => sum + value.size, 0);
  }

  /** Every persistent tensor's values. Waits for the device. */
  async save(): Promise<Tensors> {
    // All reads are asked for before the first is awaited, so that they belong to one moment.
    const entries = this.all().map(async ({ name, value }) => {
      return [name, { shape: value.shape, values: await this.memory.read(value) }] as const;
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
    for (const persistent of all) this.memory.write(persistent, tensors[persistent.name].values);
  }

  /**
   * Takes over the saved values of the parameters and statistics that are wanted and have the same
   * name and shape. A parameter's slots come along where they were saved; else they start at zero.
   * @returns the names taken over.
   */
  loadMatching(tensors: Tensors, isWanted: (name: string) => boolean): ReadonlySet<string> {
    const taken = new Set<string>();
    const own = [...this.parameters, ...this.statistics];
    for (const persistent of own) {
      if (!isWanted(persistent.name) || !matches(persistent, tensors)) continue;
      this.memory.write(persistent, tensors[persistent.name].values);
      taken.add(persistent.name);
    }
    const slots = this.parameters.filter(({ name }) => taken.has(name)).flatMap((p) => p.slots);
    for (const slot of slots) {
      const saved = matches(slot, tensors) ? tensors[slot.name].values : null;
      this.memory.write(slot, saved ?? new Float32Array(slot.value.size));
    }
    return taken;
  }

  dispose(): void {
    for (const { value } of this.all()) value.dispose();
  }

  private all(): PersistentTensor[] {
    return [
      ...this.parameters,
      ...this.parameters.flatMap(({ slots }) => slots),
      ...this.statistics,
    ];
  }

  private draw({ name, shape, initial }: ParameterDescription): Float32Array {
    const size = sizeOf({ shape });
    if ('constant' in initial) return new Float32Array(size).fill(initial.constant);
    if ('values' in initial) return initial.values.slice();
    const random = createRandom(this.seed, 'init', this.round, name);
    return Float32Array.from({ length: size }, () => initial.deviation * random.normal());
  }
}

function matches({ name, value }: PersistentTensor, tensors: Tensors): boolean {
  return Object.hasOwn(tensors, name) && tensors[name].shape.join() === value.shape.join();
}

function checkShape(name: string, expected: number[], found: readonly number[] | undefined): void {
  if (found === undefined) throw new RangeError(`The snapshot has no ${name}`);
  if (found.join() !== expected.join()) {
    throw new RangeError(`${name} has the shape [${found}] in the snapshot, not [${expected}]`);
  }
}
