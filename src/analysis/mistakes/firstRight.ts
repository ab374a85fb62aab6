/** Which network was the first to classify each test image of a class rightly. */
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, ImageIndex, Round } from '../../spec/units.ts';
import { testReading } from './testReading.ts';
import { imagesOfClass } from './wrongAs.ts';

/** One test image. */
export interface FirstRight {
  readonly image: ImageIndex;
  /** Round of the first network that got it; null when none did. */
  readonly round: Round | null;
  /** Whether some network got it and the vote still loses it. */
  readonly lost: boolean;
}

/** One part of the count: a network's images, or those that none got. */
export interface FirstRightPart {
  readonly round: Round | null;
  readonly count: number;
}

/** Every test image of a class; null while no round is finished or the labels are not at hand. */
export function firstRight(
  state: Pick<RunState, 'rounds'>,
  labels: Int32Array | null,
  index: ClassIndex,
): FirstRight[] | null {
  const reading = testReading(state, labels);
  if (reading === null) return null;
  const networks = state.rounds.flatMap(({ round, outcome }) =>
    outcome === null ? [] : [{ round, predicted: outcome.predictions.network }],
  );
  return imagesOfClass(reading.labels, index).map((image) => {
    const round = networks.find(({ predicted }) => predicted[image] === index)?.round ?? null;
    return { image, round, lost: round !== null && reading.predicted[image] !== index };
  });
}

/** Images by the network that got them first, networks in order, then those that none got. */
export function firstRightParts(images: readonly FirstRight[], rounds: number): FirstRightPart[] {
  const keys = [...Array.from({ length: rounds }, (_, index) => index + 1), null];
  const counts = new Map<Round | null, number>(keys.map((round) => [round, 0]));
  for (const { round } of images) counts.set(round, (counts.get(round) ?? 0) + 1);
  return [...counts].map(([round, count]) => ({ round, count }));
}
