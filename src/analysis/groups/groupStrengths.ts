/**
 * How strongly each class belonged to its group after the first epoch of adaptation: Ω_ty / R_y,
 * the share of the class's R_y training images that hold the label of the group t in which the
 * class was before (Fig. 9). At first every class's share is 1: the tree as it was built tells
 * nothing of it.
 */
import { correlation } from '../../algorithms/metrics/correlation.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { ClassIndex, Epoch } from '../../spec/units.ts';
import type { ClassDifference } from '../comparison/classDifferences.ts';
import { imageShare } from './assignmentEntries.ts';

export interface GroupStrengths {
  readonly epoch: Epoch;
  /** The group of each class in the tree as it was built. */
  readonly groupOf: readonly number[];
  /** In [0, 1]; null for a class without images. */
  readonly strengths: readonly (number | null)[];
}

/** Strengths at a level above the classes; null where the tree never adapts. */
export function groupStrengths(
  { built, epochs }: LevelwiseState,
  level: number,
): GroupStrengths | null {
  const first = epochs.find(({ isAdapting }) => isAdapting);
  const assignment = first?.levels[level]?.assignment;
  const groupOf = built.levels[level]?.groupOf;
  if (first === undefined || assignment === undefined || groupOf === undefined) return null;
  const strengths = groupOf.map((group, index) => imageShare(assignment, group, index));
  return { epoch: first.epoch, groupOf, strengths };
}

/** A class in the scatter of strength against gain. */
export interface StrengthPoint {
  readonly index: ClassIndex;
  /** Its group before adaptation. */
  readonly group: number;
  readonly strength: number;
  /** Accuracy of the level-wise run less that of the other. */
  readonly gain: number;
}

/** Points for all classes whose strength and gain are known; `sign` −1 turns differences round. */
export function strengthPoints(
  { groupOf, strengths }: GroupStrengths,
  rows: readonly ClassDifference[],
  sign: 1 | -1,
): StrengthPoint[] {
  return rows.flatMap(({ index, difference }) => {
    const strength = strengths[index] ?? null;
    return strength === null
      ? []
      : [{ index, group: groupOf[index], strength, gain: sign * difference }];
  });
}

/** Pearson's r of strength and gain; null where there is none. */
export function strengthCorrelation(points: readonly StrengthPoint[]): number | null {
  return correlation(
    points.map(({ strength }) => strength),
    points.map(({ gain }) => gain),
  );
}
