/** A small level-wise network with something to learn, for tests. */
import { createRandom } from '../../../lib/random.ts';
import type { NetworkSpec } from '../../../spec/networks/networks.ts';
import type {
  LevelwiseTrainer,
  LevelwiseTrainerOptions,
  SamplingBatch,
  TrainerSnapshot,
} from '../../engine.ts';
import type { Exact } from './naive.ts';
import { assignment, countsOf } from './naiveMixture.ts';

export const shape = { height: 5, width: 4, channels: 2 };
export const classCount = 6;
export const batchSize = 8;
/** Coarsest first, the classes not counted. */
export const groupCounts = [2, 3];

export const cnn: NetworkSpec = { kind: 'cnn', channels: [3, 4] };
export const mlp: NetworkSpec = { kind: 'mlp', hidden: [9], initial: 'he' };

/** The group of each class at each level at first. */
export const groupsOfClasses = groupCounts.map((count) =>
  Int32Array.from({ length: classCount }, (_, y) => y % count),
);

const training = { optimizer: 'sgd', momentum: 0, weightDecay: 0, batchSize } as const;

export function levelwiseOptions(
  changes: Partial<LevelwiseTrainerOptions> = {},
): LevelwiseTrainerOptions {
  const levelWeights = Float64Array.of(0.2, 0.3, 0.5);
  const levels = { groupCounts, levelWeights, classifierDecay: 0, learned: null };
  return { network: mlp, shape, classCount, training, seed: 5, round: 1, ...levels, ...changes };
}

/** Images of a batch whose labels follow from its number. */
export function batchOf(number: number, count = batchSize) {
  const random = createRandom(3, 'batch', number);
  const size = shape.height * shape.width * shape.channels;
  const images = Float32Array.from({ length: count * size }, () => random.uniform());
  const labels = Int32Array.from({ length: count }, (_, i) => (5 * i + number) % classCount);
  return { images, labels };
}

/** The images' groups as they are held beside the trainer, and Ω of them. */
export class HeldGroups {
  readonly groups: Int32Array[];
  readonly labels: Int32Array;

  /** Of so many batches; at first each image is in its class's group. */
  constructor(batches: number) {
    const labels = Array.from({ length: batches }, (_, number) => [...batchOf(number).labels]);
    this.labels = Int32Array.from(labels.flat());
    this.groups = groupsOfClasses.map((groupOf) => this.labels.map((label) => groupOf[label]));
  }

  counts(level: number): Exact {
    return countsOf(this.groups[level], this.labels, [groupCounts[level], classCount]);
  }

  /** A batch with what sampling needs; images of class 1 are pinned. */
  batch(number: number, epoch = 1): SamplingBatch & { readonly images: Float32Array } {
    const { images, labels } = batchOf(number);
    const first = number * batchSize;
    const groups = this.groups.map((all) => all.slice(first, first + batchSize));
    const random = createRandom(8, 'uniforms', number, epoch);
    const uniforms = groups.map((all) => Float32Array.from(all, () => random.uniform()));
    const free = Uint8Array.from(labels, (label) => (label === 1 ? 0 : 1));
    return { images, labels, sampling: { groups, uniforms, free } };
  }

  /** Takes over what was drawn for the batches from `first` on. */
  take(drawn: readonly Int32Array[], first: number): void {
    for (const [level, groups] of drawn.entries())
      this.groups[level].set(groups, first * batchSize);
  }
}

export const beta = new Float64Array(classCount).fill(1 / classCount);

/** Gives a trainer the assignments that the classes' groups come to. */
export function setFixed(trainer: LevelwiseTrainer): void {
  for (const [level, groupOf] of groupsOfClasses.entries()) {
    const count = groupCounts[level];
    const values = new Float64Array(count * classCount);
    for (const [y, t] of groupOf.entries()) values[t * classCount + y] = count / classCount;
    trainer.setAssignment(level, values);
  }
}

/** Gives a trainer the counts of held groups. */
export function setCounts(
  trainer: LevelwiseTrainer,
  held: HeldGroups,
  keep: 'all' | 'largest' | readonly Int32Array[] = 'all',
): void {
  for (const level of groupCounts.keys()) {
    const rule = { beta, keep: typeof keep === 'string' ? keep : keep[level] };
    trainer.setCounts(level, held.counts(level).values, rule);
  }
}

/** Ψ of each level that held groups come to, the classes' identity last. */
export function assignmentsOf(held: HeldGroups, own?: readonly Int32Array[]): (Exact | null)[] {
  return [
    ...groupCounts.map((_, level) => assignment(held.counts(level), beta, own?.[level])),
    null,
  ];
}

export type Tensors = TrainerSnapshot['tensors'];

/** The largest difference between the values of equal names. */
export function largestMiss(found: Tensors, expected: Tensors): number {
  const names = Object.keys(expected);
  return names.reduce((most, name) => {
    const values = found[name].values;
    return expected[name].values.reduce(
      (worst, value, i) => Math.max(worst, Math.abs(value - values[i])),
      most,
    );
  }, 0);
}
