import type { SparseAssignment } from './events/levelwiseEvents.ts';

/** Ψ of one level in full: N_l rows of N values. */
export function expandAssignment(
  { base, groups, classes, values }: SparseAssignment,
  classCount: number,
): number[][] {
  const rows = base.map((value) => new Array<number>(classCount).fill(value));
  groups.forEach((group, entry) => {
    rows[group][classes[entry]] = values[entry];
  });
  return rows;
}
