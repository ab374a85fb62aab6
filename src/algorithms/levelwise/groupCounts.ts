/**
 * Ω, the images of each class in each group, and Ψ, which follows from it (Eq. 6), in double
 * precision.
 *
 * Tables are groups × classes, row by row. β has one entry a class; β_0 is their sum.
 */
import type { LevelGroups } from './levels.ts';

/** Ω of one level: whole numbers, N_l × N. */
export class GroupCounts {
  readonly values: Float64Array;
  /** Σ_y Ω_ty of each group. */
  readonly totals: Float64Array;

  /** No image yet. */
  constructor(
    readonly groupCount: number,
    readonly classCount: number,
  ) {
    this.values = new Float64Array(groupCount * classCount);
    this.totals = new Float64Array(groupCount);
  }

  /** Ω whose values are known, groupCount × classCount. */
  static from(values: Float64Array, groupCount: number, classCount: number): GroupCounts {
    const counts = new GroupCounts(groupCount, classCount);
    values.forEach((value, entry) => {
      counts.add(Math.floor(entry / classCount), entry % classCount, value);
    });
    return counts;
  }

  /** Counts images whose groups and classes are given. */
  static of(
    groupOfImage: Int32Array,
    labels: Int32Array,
    groupCount: number,
    classCount: number,
  ): GroupCounts {
    const counts = new GroupCounts(groupCount, classCount);
    labels.forEach((label, image) => {
      counts.add(groupOfImage[image], label, 1);
    });
    return counts;
  }

  /** Adds n images of a class to a group. */
  add(group: number, classIndex: number, n: number): void {
    this.values[group * this.classCount + classIndex] += n;
    this.totals[group] += n;
  }

  /** Ω_ty. */
  at(group: number, classIndex: number): number {
    return this.values[group * this.classCount + classIndex];
  }

  /**
   * Ψ_ty = (Ω_ty + β_y) / (Σ_y Ω_ty + β_0) (Eq. 6), N_l × N; each row sums to 1. A group without
   * images gets β_y / β_0.
   */
  assignment(beta: Float64Array): Float64Array {
    const total = sumOf(beta);
    return this.values.map((count, entry) => {
      const classIndex = entry % this.classCount;
      const group = (entry - classIndex) / this.classCount;
      return (count + beta[classIndex]) / (this.totals[group] + total);
    });
  }
}

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** Ψ at first, N_l × N: 1/C_t for each of the C_t classes of a group, 0 elsewhere. */
export function initialAssignment(
  { groupCount, groupOf }: LevelGroups,
  classCount: number,
): Float64Array {
  const sizes = new Float64Array(groupCount);
  for (const group of groupOf) sizes[group]++;
  const assignment = new Float64Array(groupCount * classCount);
  groupOf.forEach((group, index) => {
    assignment[group * classCount + index] = 1 / sizes[group];
  });
  return assignment;
}
