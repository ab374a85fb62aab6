/**
 * The part of a checkpoint that a level-wise mixture holds beside its network: groups, Ω, Ψ and the
 * images' group labels of each level, pins, moves, and θ where the network does not hold it.
 */
import { classBeta } from '../../algorithms/levelwise/classBeta.ts';
import { GroupCounts } from '../../algorithms/levelwise/groupCounts.ts';
import type { GroupedLevel } from '../../data/hierarchy/levelPlan.ts';
import type { LevelwiseTrainer } from '../../engine/engine.ts';
import { toldCounts } from '../../models/toldCounts.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { type CheckpointTensors, doublesIn, rowTensor } from '../../spec/run/checkpoint.ts';
import type { HierarchyState, LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { MethodContext, Resumption } from '../context.ts';
import type { SeverityTree } from '../roundMeasures.ts';
import { type RoundPlan, snapshotIn, snapshotOf } from '../trainNetwork.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Mixture } from './mixture.ts';

/** Whether the run goes on from a checkpoint of a round's mixture, and not of its warm-up. */
export function isResumedMixture({ resumption }: MethodContext, round: number): boolean {
  return resumption !== null && mixtureOfRound(resumption, round) !== null;
}

/** What the log tells of a round's mixture; null where the checkpoint is of another round. */
function mixtureOfRound({ checkpoint, state }: Resumption, round: number): LevelwiseState | null {
  if (checkpoint.round !== round) return null;
  return state.rounds.at(round - 1)?.levelwise ?? null;
}

/** Keeps a checkpoint after an epoch of the mixture, where any are kept. */
export async function keepMixture(
  { keepCheckpoint }: MethodContext,
  { method, round, finishedRounds }: MixtureRound,
  { trainer, mixture, hierarchy }: MixtureParts,
  epoch: number,
): Promise<void> {
  if (keepCheckpoint === null) return;
  const tensors = {
    ...(await snapshotOf(trainer)),
    ...mixture.save(),
    ...confusionTensors(hierarchy),
    ...(method.levelWeights === 'learned'
      ? {}
      : { levelWeights: rowTensor(await trainer.levelWeights()) }),
  };
  await keepCheckpoint({ round, epoch, tensors, finishedRounds: finishedRounds() });
}

interface MixtureRound extends Pick<RoundPlan, 'round' | 'finishedRounds'> {
  readonly method: LevelwiseSpec;
}

interface MixtureParts {
  readonly trainer: LevelwiseTrainer;
  readonly mixture: Mixture;
  readonly hierarchy: Hierarchy;
}

/** Puts the network and the mixture back as the checkpoint has them; the epochs that are finished. */
export function resumeMixture(
  { resumption }: MethodContext,
  method: LevelwiseSpec,
  { trainer, mixture }: Omit<MixtureParts, 'hierarchy'>,
): number {
  if (resumption === null) throw new RangeError('There is nothing to go on from');
  const { epoch, tensors } = resumption.checkpoint;
  trainer.load(snapshotIn(tensors));
  if (method.levelWeights !== 'learned') {
    trainer.setLevelWeights(doublesIn(tensors, 'levelWeights'));
  }
  mixture.restore(tensors);
  return epoch;
}

/** The hierarchy that a round's mixture was built on, from log and checkpoint. */
export function resumedHierarchy({ resumption, data }: MethodContext, round: number): Hierarchy {
  const levelwise = resumption && mixtureOfRound(resumption, round);
  if (resumption === null || levelwise === null) throw new RangeError('No hierarchy was built yet');
  const { built } = levelwise;
  const confusions =
    built.classAssignment && confusionsIn(resumption.checkpoint.tensors, data.classes.length);
  return { levels: groupedLevels(built), confusions, notes: built.notes };
}

/** The hierarchy that a trained mixture was built on, from its log alone: counts tell Ψ exactly. */
export function toldHierarchy(
  { data }: MethodContext,
  method: LevelwiseSpec,
  { built }: LevelwiseState,
): Hierarchy {
  const classCount = data.classes.length;
  const told = built.classAssignment;
  const counts = told && toldCounts(told, classCount, classCount);
  const confusions = counts && {
    counts,
    assignment: counts.assignment(classBeta(method, classCount)),
  };
  return { levels: groupedLevels(built), confusions, notes: built.notes };
}

/** The tree that mistakes of a run are judged by, from its log; null where there are no groups. */
export function builtTree(built: HierarchyState): SeverityTree | null {
  return built.levels.length === 0 ? null : { from: 'hierarchy', levels: groupedLevels(built) };
}

function groupedLevels({ levels }: HierarchyState): GroupedLevel[] {
  return levels.map(({ groupCount, groupOf, names }) => ({
    groupCount,
    groupOf: Int32Array.from(groupOf),
    names,
  }));
}

function confusionTensors({ confusions }: Hierarchy): CheckpointTensors {
  if (confusions === null) return {};
  return {
    'confusions/counts': rowTensor(confusions.counts.values),
    'confusions/assignment': rowTensor(confusions.assignment),
  };
}

function confusionsIn(tensors: CheckpointTensors, classCount: number) {
  return {
    counts: GroupCounts.from(doublesIn(tensors, 'confusions/counts'), classCount, classCount),
    assignment: doublesIn(tensors, 'confusions/assignment'),
  };
}
