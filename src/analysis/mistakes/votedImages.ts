/** Test images of a class on which the networks disagree, to show how the vote settles one. */
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, ImageIndex, Round } from '../../spec/units.ts';
import { testReading } from './testReading.ts';
import { imagesOfClass } from './wrongAs.ts';

export interface NetworkVote {
  readonly round: Round;
  readonly readAs: ClassIndex;
  readonly weight: number;
}

export interface VotedImage {
  readonly image: ImageIndex;
  readonly votes: readonly NetworkVote[];
  readonly ensemble: ClassIndex;
}

/** More networks than these are no longer read one by one. */
const maxNetworks = 8;

/** First those that later networks rescued, then those the vote lost, then the rest. */
export function votedImages(
  state: Pick<RunState, 'rounds'>,
  labels: Int32Array | null,
  index: ClassIndex,
): VotedImage[] {
  const reading = testReading(state, labels);
  if (reading === null || reading.round < 2 || reading.round > maxNetworks) return [];
  const disputed = imagesOfClass(reading.labels, index)
    .map((image) => ({
      image,
      votes: votesOn(state, image),
      ensemble: reading.predicted[image],
    }))
    .filter(({ votes }) => votes.some(({ readAs }) => readAs !== votes[0].readAs));
  const byKind = (voted: VotedImage) => kindOf(voted, index);
  return disputed.sort((a, b) => byKind(a) - byKind(b));
}

function votesOn(state: Pick<RunState, 'rounds'>, image: ImageIndex): NetworkVote[] {
  return state.rounds.flatMap(({ round, outcome }) =>
    outcome === null
      ? []
      : [{ round, readAs: outcome.predictions.network[image], weight: outcome.voteWeight }],
  );
}

function kindOf({ votes, ensemble }: VotedImage, index: ClassIndex): number {
  if (ensemble !== index) return votes.some(({ readAs }) => readAs === index) ? 1 : 2;
  return votes[0].readAs === index ? 2 : 0;
}
