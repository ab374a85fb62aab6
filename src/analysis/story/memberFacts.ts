/** How networks that are trained together do, together and each by itself. */
import type { RunState } from '../../spec/run/runState.ts';
import { networkError, type PerClass, shownSplit } from '../run/runFacts.ts';

/** Where they stand on the shown split after the last epoch. */
export interface MemberStanding {
  /** Error of all together. */
  readonly together: number;
  /** Error of each by itself, in their order. */
  readonly alone: readonly number[];
  /** Mean weight of each over the images. */
  readonly weights: readonly number[];
}

type JointRun = Pick<RunState, 'dataset' | 'rounds' | 'members'>;

/** Null before the first epoch, and where a log does not tell. */
export function memberStanding(state: JointRun): MemberStanding | null {
  const split = shownSplit(state);
  const measured = state.members.at(-1);
  const round = state.rounds.at(-1);
  const together = round === undefined ? null : networkError(round, split);
  if (measured === undefined || together === null) return null;
  const alone = measured.members.flatMap(({ topErrors }) => topErrors[split]?.['1'] ?? []);
  if (alone.length !== measured.members.length) return null;
  return { together, alone, weights: measured.weights[split] ?? [] };
}

/** Accuracy of each class after an epoch, by all networks together and by each alone. */
export interface MemberAccuracy {
  readonly epoch: number;
  readonly together: PerClass | null;
  readonly alone: readonly PerClass[];
}

/** Epochs that the paper's Fig. 4 shows, and one by which its curves have come to rest. */
const figureEpochs = [1, 2, 3, 40];

/** What is known on the shown split of the figure's epochs, as far as the run has come, and of its last. */
export function memberAccuracies(state: JointRun): MemberAccuracy[] {
  const split = shownSplit(state);
  const last = state.members.at(-1)?.epoch ?? 0;
  return state.members.flatMap(({ epoch, members }) => {
    if (epoch !== last && !figureEpochs.includes(epoch)) return [];
    const ofEpoch = state.rounds[0]?.epochs.find((one) => one.epoch === epoch);
    const alone = members.flatMap(({ classAccuracy }) => {
      const ofSplit = classAccuracy[split];
      return ofSplit === undefined ? [] : [ofSplit];
    });
    return [{ epoch, together: ofEpoch?.classAccuracy[split] ?? null, alone }];
  });
}
