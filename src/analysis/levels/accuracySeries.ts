/** Accuracy over the epochs of a run of one network: each level's own, and the mixture's. */
import type { RunState } from '../../spec/run/runState.ts';
import type { Epoch, SplitName } from '../../spec/units.ts';
import { levelSplit } from '../run/runFacts.ts';
import { type EpochValue, epochValues } from './epochValues.ts';

/** Series on the split that judges levels; those that are not measured yet are empty. */
export interface LevelAccuracySeries {
  /** Each level above the classes by its own softmax, the coarsest first; none before the tree. */
  readonly groups: readonly (readonly EpochValue[])[];
  /** The classes by their own softmax, which is all there is during the warm-up. */
  readonly classes: readonly EpochValue[];
  /** What decides once there is a tree. */
  readonly mixture: readonly EpochValue[];
}

export function levelAccuracySeries(
  state: Pick<RunState, 'dataset' | 'rounds' | 'levelwise'>,
): LevelAccuracySeries {
  const { levelwise } = state;
  const split = levelSplit(state);
  const decided = accuracySeries(state, split);
  if (levelwise === null) return { groups: [], classes: decided, mixture: [] };
  const { built, epochs } = levelwise;
  const ofLevel = (level: number) =>
    epochs.flatMap(({ epoch, levelAccuracy }) => valueAt(epoch, levelAccuracy[split]?.[level]));
  const isWarmup = ({ epoch }: EpochValue) => epoch <= built.epoch;
  return {
    groups: built.levels.map((_, level) => ofLevel(level)),
    classes: [...decided.filter(isWarmup), ...ofLevel(built.levels.length)],
    mixture: decided.filter((value) => !isWarmup(value)),
  };
}

function valueAt(epoch: Epoch, value: number | undefined): EpochValue[] {
  return value === undefined ? [] : [{ epoch, value }];
}

/** Accuracy of the network's answers on a split, by epoch. */
export function accuracySeries(state: Pick<RunState, 'rounds'>, split: SplitName): EpochValue[] {
  return epochValues(state, ({ errors }) => {
    const error = errors[split];
    return error === undefined ? null : 1 - error;
  });
}
