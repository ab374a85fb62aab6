/** Ψ and θ of a trained level-wise network, from what its log tells. */
import { classBeta } from '../algorithms/levelwise/classBeta.ts';
import { initialAssignment } from '../algorithms/levelwise/groupCounts.ts';
import { pruneLargest, pruneToGroups } from '../algorithms/levelwise/pruning.ts';
import type { LevelwiseSpec } from '../spec/methods/levelwise/levelwiseSchema.ts';
import type { SparseAssignment } from '../spec/run/events/levelwiseEvents.ts';
import type { LevelwiseState } from '../spec/run/levelwiseState.ts';
import { toldCounts } from './toldCounts.ts';

/** A level of a trained mixture. */
export interface TrainedLevel {
  /** N_l. */
  readonly units: number;
  /** Ψ^l as it is used, N_l × N; null for the identity. */
  readonly assignment: Float64Array | null;
  /** Group of each class, into which the method counts it; of the classes' level the class itself. */
  readonly groupOf: Int32Array;
  /** θ_l. */
  readonly weight: number;
}

/**
 * The levels as the network was measured with after its last epoch, coarsest first, the classes' last:
 * Ψ is what Ω as it is told implies, pruned where the method prunes.
 * @throws RangeError where no epoch of the mixture is told.
 */
export function trainedMixture(
  { built, epochs, classAssignment }: LevelwiseState,
  method: LevelwiseSpec,
  classCount: number,
): readonly TrainedLevel[] {
  const last = epochs.at(-1);
  if (last === undefined) throw new RangeError('The log tells of no epoch of the mixture');
  const isAdapted = epochs.some(({ isAdapting }) => isAdapting);
  const beta = classBeta(method, classCount);
  const adapted = (told: SparseAssignment, groupCount: number, groupOf: Int32Array) => {
    const assignment = toldCounts(told, groupCount, classCount).assignment(beta);
    if (!isAdapted || !method.nonOverlapping) return assignment;
    return method.adapt === 'tree'
      ? pruneToGroups(assignment, groupOf, groupCount, classCount, beta)
      : pruneLargest(assignment, groupCount, classCount, beta);
  };
  const above = built.levels.map((level, index) => {
    const { groupCount } = level;
    // Without adaptation the hierarchy's first Ψ stays.
    const { groupOf, assignment } = isAdapted ? last.levels[index] : level;
    const groups = Int32Array.from(groupOf);
    return {
      units: groupCount,
      groupOf: groups,
      assignment: isAdapted
        ? adapted(assignment, groupCount, groups)
        : initialAssignment({ groupCount, groupOf: groups }, classCount),
    };
  });
  const ofClasses = isAdapted ? classAssignment : built.classAssignment;
  const ownGroups = Int32Array.from({ length: classCount }, (_, index) => index);
  const classes = {
    units: classCount,
    groupOf: ownGroups,
    assignment: ofClasses && adapted(ofClasses, classCount, ownGroups),
  };
  return [...above, classes].map((level, index) => {
    return { ...level, weight: last.levelWeights[index] };
  });
}
