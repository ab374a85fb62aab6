/** A vote with given weights on recorded outputs, some images at a time. */
import { type Ballot, voteOn } from '../../algorithms/complementary/vote.ts';
import { predictedClasses } from '../../algorithms/metrics/predictions.ts';
import type { SplitOfMembers } from './benchOutputs.ts';

/** Outputs in a block: few enough to stay in the processor's cache. */
const blockLength = 8192;

export interface VotedBlock {
  /** Its first image. */
  readonly image: number;
  /** The vote's probabilities, images × N; overwritten by the next block. */
  readonly probabilities: Float64Array;
  /** The class that each of its images is read as. */
  readonly predicted: Int32Array;
}

/**
 * @param weights one a network, 0 of those that are off.
 * @param visit called with each block, from the first image to the last.
 */
export function votedBlocks(
  { labels, members }: SplitOfMembers,
  weights: readonly number[],
  classCount: number,
  visit: (block: VotedBlock) => void,
): void {
  const ballots = ballotsOf(members, weights);
  const blockImages = Math.max(1, Math.floor(blockLength / classCount));
  const block = new Float64Array(blockImages * classCount);
  for (let image = 0; image < labels.length; image += blockImages) {
    const probabilities = block.subarray(0, (labels.length - image) * classCount);
    voteOn(ballots, image * classCount, probabilities, classCount);
    visit({ image, probabilities, predicted: predictedClasses(probabilities, classCount) });
  }
}

/** The probabilities of all classes that a vote gives one image. */
export function votedProbabilities(
  { members }: Pick<SplitOfMembers, 'members'>,
  weights: readonly number[],
  classCount: number,
  image: number,
): Float64Array {
  const row = new Float64Array(classCount);
  voteOn(ballotsOf(members, weights), image * classCount, row, classCount);
  return row;
}

/** A network without weight adds nothing. */
function ballotsOf(members: readonly Float32Array[], weights: readonly number[]): Ballot[] {
  return members
    .map((probabilities, index) => ({ probabilities, weight: weights[index] }))
    .filter(({ weight }) => weight > 0);
}
