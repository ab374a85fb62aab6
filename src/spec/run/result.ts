/** The result of a run (`result.json`), as a function of its state. */
import { networkOfRound } from '../experimentSpec.ts';
import { membersPath } from '../methods/levelwise/members.ts';
import { drivingErrorsOf, levelwisePartOf } from '../methods/methodFacts.ts';
import type { LevelState } from './events/levelwiseEvents.ts';
import type { Measures } from './events/measureEvents.ts';
import type { LevelwiseState } from './levelwiseState.ts';
import type { RoundMeasures, RoundOutcome, RoundState, RunState } from './runState.ts';
import { secondsSoFar } from './secondsSoFar.ts';
import { expandAssignment } from './sparseAssignment.ts';

/** A finished round as it stands in `result.json`. */
function roundResult(state: RunState, round: RoundState, outcome: RoundOutcome) {
  return {
    round: round.round,
    network: networkOfRound(state.spec, round.round),
    parameters: round.parameters,
    classImportance: round.classImportance,
    classErrors:
      drivingErrorsOf(state.spec.method).measure === 'soft'
        ? outcome.softErrors
        : outcome.hardErrors,
    softErrors: outcome.softErrors,
    hardErrors: outcome.hardErrors,
    errorsFrom: outcome.errorsFrom,
    weightedError: outcome.weightedError,
    gamma: outcome.gamma,
    gammaClamped: outcome.gammaClamped,
    voteWeight: outcome.voteWeight,
    ...(round.imageWeights === null
      ? {}
      : { imageWeights: imageWeightsResult(round.imageWeights) }),
    epochs: round.epochs.map(({ epoch, learningRate, trainLoss, errors, seconds }) => ({
      epoch,
      learningRate,
      trainLoss,
      errors,
      seconds,
    })),
    ...(round.classWeights.length === 0
      ? {}
      : {
          classWeights: round.classWeights.map(({ epoch, weights }) => ({
            epoch,
            values: weights,
          })),
        }),
    topErrors: outcome.topErrors,
    classAccuracy: outcome.classAccuracy,
    ...(isMemberTree(state, round.levelwise) ? levelwiseResult(round.levelwise, state) : {}),
    measures: round.measures && measuresResult(round.measures, round.measures.network),
  };
}

/** Whether a tree is one of several, each of its round, which is then told there. */
function isMemberTree(
  { spec }: RunState,
  levelwise: LevelwiseState | null,
): levelwise is LevelwiseState {
  return levelwise !== null && levelwisePartOf(spec.method)?.path === membersPath;
}

/**
 * What a network, or the vote, comes to beyond its errors: `hardestFifth`, `easierHalf`, `worstClass`,
 * `harmonicMeanRecall`, `calibration`, `severity`, `leastRisk`, of a network `separability` and `rescued`, of the vote
 * `disagreement` (src/spec/run/events/measureEvents.ts says of each what it is), with the splits that it
 * was measured and its classes were ranked on. Null in logs of older versions.
 */
function measuresResult<Of extends Measures>(
  { split, rankedOn, severityTree }: RoundMeasures,
  measures: Of,
) {
  return { split, rankedOn, severityTree, ...measures };
}

/** The vote of the networks so far as it stands in `result.json`. */
function ensembleResult({ measures }: RoundState, { ensemble }: RoundOutcome) {
  return { ...ensemble, measures: measures && measuresResult(measures, measures.ensemble) };
}

/** What became of the weights of single images. */
function imageWeightsResult({
  isReset,
  isHeld,
  effectiveImages,
}: NonNullable<RoundState['imageWeights']>) {
  return { isReset, isHeld, effectiveImages };
}

/** What a level-wise network adds, to its run or to its round: the tree before adaptation and after each epoch of it. */
function levelwiseResult(levelwise: LevelwiseState, { dataset }: RunState) {
  const { built, epochs, moves, adaptationEnded, classAssignment, pinned, topDown } = levelwise;
  const groupCounts = built.levels.map(({ groupCount }) => groupCount);
  const entry = (epoch: number, levels: readonly LevelState[]) => ({
    epoch,
    levels: levels.map(({ groupOf, assignment }, level) => ({
      groups: membersOf(groupOf, groupCounts[level]),
      assignment: expandAssignment(assignment, dataset.classes.length),
    })),
  });
  const adapted = epochs.filter(({ isAdapting }) => isAdapting);
  return {
    hierarchy: [
      entry(built.epoch, built.levels),
      ...adapted.map(({ epoch, levels }) => entry(epoch, levels)),
    ],
    groupNames: built.levels.map(({ names }) => names),
    coarseLabels: built.coarseLabels,
    /** Ψ between classes of the one-level variant. */
    classAssignment: classAssignment && expandAssignment(classAssignment, dataset.classes.length),
    levelWeights: epochs.map(({ epoch, levelWeights }) => ({ epoch, values: levelWeights })),
    levelShares: epochs.map(({ epoch, levelShares }) => ({ epoch, values: levelShares })),
    levelAccuracy: epochs.map(({ epoch, levelAccuracy }) => ({ epoch, ...levelAccuracy })),
    errorEntry: epochs.at(-1)?.errorEntry ?? null,
    severity: epochs.at(-1)?.severity ?? null,
    coarseAgreement: epochs.map(({ epoch, coarseAgreement }) => ({
      epoch,
      values: coarseAgreement,
    })),
    reassignments: moves.map(({ seq: _seq, ...move }) => move),
    /** The epoch after which no class could move any more; null where none was. */
    adaptationEnded: adaptationEnded?.epoch ?? null,
    pinned,
    topDown,
  };
}

/** The classes of each group, in increasing order. */
function membersOf(groupOf: readonly number[], groupCount: number): number[][] {
  const groups: number[][] = Array.from({ length: groupCount }, () => []);
  groupOf.forEach((group, index) => {
    groups[group].push(index);
  });
  return groups;
}

/** What networks add that are trained together: how each does by itself, epoch by epoch. */
function membersResult({ spec, members, memberNetworks }: RunState) {
  return {
    members: (members.at(-1)?.members ?? []).map((_, index) => ({
      network: networkOfRound(spec, index + 1),
      networkHash: memberNetworks[index] ?? null,
      epochs: members.map(({ epoch, members: ofEpoch, weights }) => ({
        epoch,
        ...ofEpoch[index],
        weights: Object.fromEntries(
          Object.entries(weights).map(([split, ofSplit]) => [split, ofSplit[index]]),
        ),
      })),
    })),
  };
}

/** What became of the validation images that the data set brings, and how many there are. */
const broughtResult = ({ use, counts }: NonNullable<RunState['broughtValidation']>) => ({
  use,
  images: counts.reduce((sum, count) => sum + count, 0),
});

/** The result of what has been trained so far; rounds that are not finished are left out. */
export function resultOf(state: RunState) {
  const finished = state.rounds.flatMap((round) =>
    round.outcome === null ? [] : [{ round, outcome: round.outcome }],
  );
  const last = finished.at(-1)?.outcome ?? null;
  return {
    espalier: state.espalier,
    spec: state.spec,
    specHash: state.specHash,
    dataset: {
      name: state.dataset.name,
      hash: state.dataset.hash,
      classes: state.dataset.classes,
      counts: state.dataset.counts,
      ...(state.broughtValidation === null
        ? {}
        : { broughtValidation: broughtResult(state.broughtValidation) }),
    },
    device: state.device,
    rounds: finished.map(({ round, outcome }) => roundResult(state, round, outcome)),
    ensemble: finished.map(({ round, outcome }) => ensembleResult(round, outcome)),
    /** ρ from the errors that drive the method; `alwaysHardShares` has both. */
    alwaysHardShare: last?.alwaysHard?.[drivingErrorsOf(state.spec.method).measure].share ?? null,
    alwaysHardShares: last?.alwaysHard
      ? { soft: last.alwaysHard.soft.share, hard: last.alwaysHard.hard.share }
      : null,
    bound: last?.bound.value ?? null,
    boundNote: last?.bound.note ?? null,
    ...(state.members.length === 0 ? {} : membersResult(state)),
    ...(state.levelwise === null || isMemberTree(state, state.levelwise)
      ? {}
      : levelwiseResult(state.levelwise, state)),
    phase: state.phase,
    seconds: state.end?.seconds ?? secondsSoFar(state),
    digest: state.end?.digest ?? null,
  };
}
