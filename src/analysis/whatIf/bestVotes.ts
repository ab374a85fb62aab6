/**
 * Votes chosen on held-out images: greedy selection of networks with replacement (Caruana,
 * Niculescu-Mizil, Crew and Ksikes, *Ensemble Selection from Libraries of Models*, ICML 2004). A network's
 * weight is how often it was added. Nothing is drawn at random.
 */
import type { SplitOfMembers } from './benchOutputs.ts';
import { votedBlocks } from './votedBlocks.ts';

/** Additions for each network on the bench, and at most in all: weights to a few percent. */
const additionsEach = 8;
const mostAdditions = 100;

export interface BestVotes {
  /** One a network, 0 where it is better left out; scaled to the sum of the weights as trained. */
  readonly weights: readonly number[];
  /** Held-out images that the vote reads wrongly with these, and with the weights as trained. */
  readonly errors: number;
  readonly errorsAsTrained: number;
  readonly images: number;
}

/**
 * Begins with no network. In each step the one is added that leaves the fewest images read wrongly, of
 * equals the one of the earliest round. The first of all the sets passed with the fewest errors is taken,
 * unless the votes as trained, or equal votes, err as seldom: those come first. Yields the share of the
 * steps that is done, so that a page can breathe in between.
 * @param on whether each network may vote.
 */
export function* bestVotes(
  validation: SplitOfMembers,
  trained: readonly number[],
  on: readonly boolean[],
  classCount: number,
): Generator<number, BestVotes> {
  const errorsOf = (weights: readonly number[]) => wrongImages(validation, weights, classCount);
  const own = trained.map((weight, index) => (on[index] ? weight : 0));
  const total = own.reduce((sum, weight) => sum + weight, 0) || 1;
  const errorsAsTrained = errorsOf(own);
  let best: Pick<BestVotes, 'weights' | 'errors'> = { weights: own, errors: errorsAsTrained };
  const consider = (weights: readonly number[], errors: number) => {
    if (errors < best.errors) best = { weights, errors };
  };
  const equal = scaled(
    on.map((isOn) => (isOn ? 1 : 0)),
    total,
  );
  consider(equal, errorsOf(equal));
  const candidates = on.flatMap((isOn, index) => (isOn ? [index] : []));
  const additions = Math.min(mostAdditions, additionsEach * candidates.length);
  let counts = trained.map(() => 0);
  for (let step = 0; step < additions; step++) {
    const tried = candidates.map((index) => {
      const added = counts.with(index, counts[index] + 1);
      const weights = scaled(added, total);
      return { added, weights, errors: errorsOf(weights) };
    });
    const next = tried.reduce((least, one) => (one.errors < least.errors ? one : least));
    counts = next.added;
    consider(next.weights, next.errors);
    yield (step + 1) / additions;
  }
  return { ...best, errorsAsTrained, images: validation.labels.length };
}

function scaled(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => (weight * total) / sum);
}

function wrongImages(
  validation: SplitOfMembers,
  weights: readonly number[],
  classCount: number,
): number {
  const { labels } = validation;
  let wrong = 0;
  votedBlocks(validation, weights, classCount, ({ image, predicted }) => {
    for (let row = 0; row < predicted.length; row++) {
      if (predicted[row] !== labels[image + row]) wrong++;
    }
  });
  return wrong;
}
