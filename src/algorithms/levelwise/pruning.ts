/**
 * Non-overlapping groups: of each class's column of Ψ only one entry is kept in the mixture, then
 * each row is rescaled to sum to 1 (ours). A row left empty becomes β_y / β_0. Ω is never pruned.
 *
 * Ψ is N_l × N, row by row, and is left as it is.
 */

/** Keeps the largest entry of each column; of equals the first. */
export function pruneLargest(
  assignment: Float64Array,
  groupCount: number,
  classCount: number,
  beta: Float64Array,
): Float64Array {
  const groupOf = Int32Array.from({ length: classCount }, (_, index) => {
    let best = 0;
    for (let group = 1; group < groupCount; group++) {
      if (assignment[group * classCount + index] > assignment[best * classCount + index]) {
        best = group;
      }
    }
    return best;
  });
  return pruneToGroups(assignment, groupOf, groupCount, classCount, beta);
}

/** Keeps of each column the entry of the class's own group. */
export function pruneToGroups(
  assignment: Float64Array,
  groupOf: Int32Array,
  groupCount: number,
  classCount: number,
  beta: Float64Array,
): Float64Array {
  const pruned = new Float64Array(groupCount * classCount);
  const totals = new Float64Array(groupCount);
  groupOf.forEach((group, index) => {
    const entry = group * classCount + index;
    pruned[entry] = assignment[entry];
    totals[group] += assignment[entry];
  });
  const betaTotal = beta.reduce((sum, value) => sum + value, 0);
  totals.forEach((total, group) => {
    const row = pruned.subarray(group * classCount, (group + 1) * classCount);
    for (let index = 0; index < classCount; index++) {
      row[index] = total === 0 ? beta[index] / betaTotal : row[index] / total;
    }
  });
  return pruned;
}
