import type { TrainerSnapshot } from '../engine.ts';
import type { ParameterStore } from './parameters.ts';

type Tensors = TrainerSnapshot['tensors'];

/** Steps of the parameter that took the most. */
const stepsName = 'adam/steps';

/** Steps of a parameter that took fewer: its mean and square were taken over from another network. */
const nameOf = (parameter: string) => `${parameter}:steps`;

/**
 * How many steps of Adam each parameter has taken, which its bias correction needs: parameters
 * taken over with their slots are further than those that start afresh beside them.
 */
export class AdamSteps {
  private readonly store: ParameterStore;
  private readonly steps = new Map<string, number>();

  constructor(store: ParameterStore) {
    this.store = store;
  }

  /** Counts a step of a parameter. Returns its number, from 1. */
  next(parameter: string): number {
    const step = this.of(parameter) + 1;
    this.steps.set(parameter, step);
    return step;
  }

  save(): Tensors {
    const names = this.names();
    const most = names.reduce((count, name) => Math.max(count, this.of(name)), 0);
    const fewer = names.filter((name) => this.of(name) < most);
    return Object.fromEntries([
      [stepsName, countOf(most)],
      ...fewer.map((name) => [nameOf(name), countOf(this.of(name))] as const),
    ]);
  }

  /** Takes the counts out of a snapshot and returns the rest. */
  load(tensors: Tensors): Tensors {
    if (tensors[stepsName] === undefined) {
      throw new RangeError(`The snapshot has no ${stepsName}`);
    }
    const names = this.names();
    for (const name of names) this.steps.set(name, savedOf(tensors, name));
    const counts = new Set([stepsName, ...names.map(nameOf)]);
    return Object.fromEntries(Object.entries(tensors).filter(([name]) => !counts.has(name)));
  }

  /** Takes over the counts of the parameters named; 0 where the snapshot has none. */
  loadMatching(tensors: Tensors, names: ReadonlySet<string>): void {
    for (const name of names) this.steps.set(name, savedOf(tensors, name));
  }

  private of(parameter: string): number {
    return this.steps.get(parameter) ?? 0;
  }

  private names(): string[] {
    return this.store.parameters.map(({ name }) => name);
  }
}

function countOf(count: number): Tensors[string] {
  return { shape: [1], values: Float32Array.of(count) };
}

function savedOf(tensors: Tensors, parameter: string): number {
  return (tensors[nameOf(parameter)] ?? tensors[stepsName])?.values[0] ?? 0;
}
