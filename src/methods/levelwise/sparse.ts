/** Ψ as logs hold it: each row's common value, and the entries that differ from it. */
import { roundNumber } from '../../lib/roundNumber.ts';
import type { SparseAssignment } from '../../spec/run/events/levelwiseEvents.ts';

/** Digits that Ψ is told with: rows still sum to 1 to a millionth. */
const digits = 8;

/**
 * Ψ, groupCount × classCount, where only entries with counts (Ω) differ from their row's base.
 * The base is the least value of a row, which every entry without counts has.
 */
export function sparseAssignment(
  assignment: Float64Array,
  counts: Float64Array,
  classCount: number,
): SparseAssignment {
  const base: number[] = [];
  const groups: number[] = [];
  const classes: number[] = [];
  const kept: number[] = [];
  const values: number[] = [];
  for (let start = 0; start < counts.length; start += classCount) {
    let least = Number.POSITIVE_INFINITY;
    for (let index = 0; index < classCount; index++) {
      const at = start + index;
      least = Math.min(least, assignment[at]);
      if (counts[at] === 0) continue;
      groups.push(start / classCount);
      classes.push(index);
      kept.push(counts[at]);
      values.push(roundNumber(assignment[at], digits));
    }
    base.push(roundNumber(least, digits));
  }
  return { base, groups, classes, counts: kept, values };
}
