/** The vote of a run's networks taken again on the outputs that were saved of them. */
import { networkError } from '../analysis/run/runFacts.ts';
import {
  type BenchOutputs,
  benchOutputs,
  benchSplits,
  canBeVotedAgain,
  rankingAccuracy,
} from '../analysis/whatIf/benchOutputs.ts';
import { type BenchReading, benchReading } from '../analysis/whatIf/benchReading.ts';
import {
  asTrained,
  type BenchChoice,
  type BenchMember,
  benchMembers,
  countedWeights,
  voteShares,
} from '../analysis/whatIf/benchVotes.ts';
import { type BestVotes, bestVotes } from '../analysis/whatIf/bestVotes.ts';
import { UsageError } from '../node/usageError.ts';
import type { RunState } from '../spec/run/runState.ts';
import type { SplitName } from '../spec/units.ts';
import { predictionNames } from './predictionNames.ts';
import { savedPredictions } from './savedPredictions.ts';

export interface VotesAsked {
  /** Rounds whose networks vote; null for all. */
  readonly members: readonly number[] | null;
  /** One a member; null as trained. */
  readonly votes: readonly number[] | 'equal' | 'best' | null;
}

type Measured = Omit<BenchReading, 'predicted' | 'classAccuracy' | 'images'>;

export interface BenchFacts {
  readonly split: SplitName;
  readonly images: number;
  readonly members: readonly {
    readonly round: number;
    readonly isOn: boolean;
    readonly trained: number;
    readonly vote: number;
    readonly share: number;
    /** Its own top-1 error. */
    readonly error: number | null;
  }[];
  readonly asTrained: Measured;
  readonly now: Measured;
  /** Accuracy of each class, in the order of the classes. */
  readonly classes: readonly { readonly trained: number | null; readonly now: number | null }[];
  readonly lost: number;
  readonly won: number;
  /** Where votes were chosen on validation images: those read wrongly there. */
  readonly search: Pick<BestVotes, 'images' | 'errors' | 'errorsAsTrained'> | null;
}

/** Why there is no vote to take again. */
export interface Missing {
  readonly missing: string;
}

/** @throws UsageError for members and votes that the run does not have. */
export async function benchFacts(
  folder: string,
  state: RunState,
  asked: VotesAsked,
): Promise<BenchFacts | Missing> {
  const isAsked = asked.members !== null || asked.votes !== null;
  const found = await outputsIn(folder, state);
  if ('missing' in found) {
    if (isAsked) throw new UsageError(`${folder}: ${found.missing}`);
    return found;
  }
  const { measured, classCount } = found;
  const ranking = rankingAccuracy(state);
  const { members, search } = chosenMembers(folder, state, asked, found);
  const trained = countedWeights(benchMembers(state, asTrained));
  const before = benchReading(measured, trained, classCount, ranking);
  const now = benchReading(measured, countedWeights(members), classCount, ranking);
  const shares = voteShares(members);
  const changed = (isRightIn: Int32Array, isWrongIn: Int32Array) =>
    measured.labels.filter(
      (label, image) => isRightIn[image] === label && isWrongIn[image] !== label,
    ).length;
  return {
    split: measured.split,
    images: measured.labels.length,
    members: members.map(({ round, isOn, trained: own, weight }, index) => ({
      round,
      isOn,
      trained: own,
      vote: isOn ? weight : 0,
      share: shares[index],
      error: networkError(state.rounds[round - 1], measured.split),
    })),
    asTrained: measuresOf(before),
    now: measuresOf(now),
    classes: before.classAccuracy.map((accuracy, index) => ({
      trained: accuracy,
      now: now.classAccuracy[index],
    })),
    lost: changed(before.predicted, now.predicted),
    won: changed(now.predicted, before.predicted),
    search,
  };
}

function measuresOf({ error, hardestFifth, easierHalf, worstClass, ece }: BenchReading): Measured {
  return { error, hardestFifth, easierHalf, worstClass, ece };
}

async function outputsIn(folder: string, state: RunState): Promise<BenchOutputs | Missing> {
  if (!canBeVotedAgain(state)) {
    return {
      missing: 'its method has no vote of several networks, so that there is none to change',
    };
  }
  const splits = benchSplits(state);
  const found = await Promise.all(splits.map((split) => savedPredictions(folder, state, split)));
  const lacking = splits.find((_, index) => found[index] === null);
  if (lacking !== undefined) {
    const { predictions, labels } = predictionNames(lacking);
    return {
      missing: `the outputs of its networks are not there (${predictions}, ${labels}). They are written by run with --save-predictions, at the end of the run`,
    };
  }
  return benchOutputs(
    state,
    found.filter((ofSplit) => ofSplit !== null),
  );
}

/** Who votes, and with what weight. */
function chosenMembers(
  folder: string,
  state: RunState,
  asked: VotesAsked,
  outputs: BenchOutputs,
): { readonly members: BenchMember[]; readonly search: BenchFacts['search'] } {
  const all = benchMembers(state, asTrained).map(({ round }) => round);
  const on = asked.members ?? all;
  const unknown = on.find((round) => !all.includes(round));
  if (unknown !== undefined || on.length === 0 || new Set(on).size < on.length) {
    const there = `its networks are ${all.join(', ')}, each named once`;
    throw new UsageError(`--members ${on.join(',')}: of the run in ${folder} ${there}`);
  }
  const off = all.filter((round) => !on.includes(round));
  const plain = benchMembers(state, { off, votes: {} });
  if (asked.votes === null) return { members: plain, search: null };
  if (asked.votes === 'best') return searched(folder, plain, outputs);
  const { votes } = asked;
  const weights = votes === 'equal' ? on.map(() => 1) : votes;
  if (weights.length !== on.length || !weights.some((weight) => weight > 0)) {
    throw new UsageError(
      `--votes ${weights.join(',')}: give one for each of the ${on.length} members (${on.join(', ')}), one of them above 0`,
    );
  }
  const choice: BenchChoice = {
    off,
    votes: Object.fromEntries(on.map((round, index) => [round, weights[index]])),
  };
  return { members: benchMembers(state, choice), search: null };
}

function searched(folder: string, members: readonly BenchMember[], outputs: BenchOutputs) {
  const { validation, classCount } = outputs;
  if (validation === null) {
    throw new UsageError(
      `--votes best: the run in ${folder} held no validation images out to choose votes on. Train it with dataset.validation above 0`,
    );
  }
  const trained = members.map((member) => member.trained);
  const steps = bestVotes(
    validation,
    trained,
    members.map(({ isOn }) => isOn),
    classCount,
  );
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { weights, ...search } = step.value;
  return { members: members.map((one, index) => ({ ...one, weight: weights[index] })), search };
}
