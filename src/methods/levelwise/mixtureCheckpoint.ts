/**
 * The part of a checkpoint that a level-wise mixture holds beside its network: groups, Ω, Ψ and the
 * images' group labels of each level, pins, moves, and θ where the network does not hold it.
 */
import { GroupCounts } from '../../algorithms/levelwise/groupCounts.ts';
import type { GroupedLevel } from '../../data/hierarchy/levelPlan.ts';
import type { LevelwiseTrainer } from '../../engine/engine.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { type CheckpointTensors, doublesIn, rowTensor } from '../../spec/run/checkpoint.ts';
import type { HierarchyState } from '../../spec/run/levelwiseState.ts';
import type { MethodContext } from '../context.ts';
import { snapshotIn, snapshotOf } from '../trainNetwork.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Mixture } from './mixture.ts';

/** Whether the run goes on from a checkpoint of the mixture, and not of its warm-up. */
export function isResumedMixture({ resumption }: MethodContext): boolean {
  return resumption !== null && resumption.state.levelwise !== null;
}

/** Keeps a checkpoint after an epoch of the mixture, where any are kept. */
export async function keepMixture(
  { keepCheckpoint }: MethodContext,
  method: LevelwiseSpec,
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
  await keepCheckpoint({ round: 1, epoch, tensors, finishedRounds: {} });
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

/** The hierarchy that the run was built on, from its log and checkpoint. */
export function resumedHierarchy({ resumption, data }: MethodContext): Hierarchy {
  const levelwise = resumption?.state.levelwise ?? null;
  if (resumption === null || levelwise === null) throw new RangeError('No hierarchy was built yet');
  const { built } = levelwise;
  const confusions =
    built.classAssignment && confusionsIn(resumption.checkpoint.tensors, data.classes.length);
  return { levels: groupedLevels(built), confusions, notes: built.notes };
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
