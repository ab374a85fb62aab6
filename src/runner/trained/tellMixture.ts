/** Gives a mixture that is trained Ψ and θ as its log tells them, without its training images. */
import { initialAssignment } from '../../algorithms/levelwise/groupCounts.ts';
import type { AssignmentRule, LevelwiseTrainer } from '../../engine/engine.ts';
import { classBeta } from '../../methods/levelwise/mixture.ts';
import { toldCounts } from '../../models/toldCounts.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { SparseAssignment } from '../../spec/run/events/levelwiseEvents.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';

/**
 * Of a network of groups without images Ψ follows from counts that the log tells, so nothing is rounded.
 * @throws RangeError where the log does not tell Ψ of every level.
 */
export function tellMixture(
  trainer: LevelwiseTrainer,
  method: LevelwiseSpec,
  told: LevelwiseState,
  classCount: number,
): void {
  const { built, epochs, classAssignment } = told;
  const beta = classBeta(method, classCount);
  const adapted = epochs.some(({ isAdapting }) => isAdapting) ? (epochs.at(-1) ?? null) : null;
  const between = adapted === null ? built.classAssignment : classAssignment;
  const classLevel = built.levels.length;
  const countsOf = (assignment: SparseAssignment, groupCount: number) =>
    toldCounts(assignment, groupCount, classCount);
  if (between !== null) {
    const counts = countsOf(between, classCount);
    if (adapted === null) trainer.setAssignment(classLevel, counts.assignment(beta));
    else trainer.setCounts(classLevel, counts.values, ruleOf(method, beta, null));
  }
  built.levels.forEach(({ groupCount, groupOf }, level) => {
    const now = adapted?.levels[level];
    if (now === undefined || between !== null) {
      const groups = { groupCount, groupOf: Int32Array.from(groupOf) };
      trainer.setAssignment(level, initialAssignment(groups, classCount));
    } else {
      const { values } = countsOf(now.assignment, groupCount);
      trainer.setCounts(level, values, ruleOf(method, beta, now.groupOf));
    }
    if (method.auxiliaryWeight !== undefined || method.head === 'path') {
      trainer.setGroups(level, Int32Array.from(now?.groupOf ?? groupOf));
    }
  });
  const weights = epochs.at(-1)?.levelWeights ?? [];
  if (weights.length > 0) trainer.setLevelWeights(Float64Array.from(weights));
}

/** Which entries of Ψ stay in the mixture; see the rule of training. */
function ruleOf(
  { nonOverlapping, adapt }: LevelwiseSpec,
  beta: Float64Array,
  groupOf: readonly number[] | null,
): AssignmentRule {
  if (!nonOverlapping) return { beta, keep: 'all' };
  return { beta, keep: adapt === 'tree' && groupOf ? Int32Array.from(groupOf) : 'largest' };
}
