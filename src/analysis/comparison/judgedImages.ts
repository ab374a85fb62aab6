/** Test images with what both runs make of them (Fig. 6 to 8). */
import { createRandom, permutation } from '../../lib/random.ts';
import type { RoundOutcome, RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, ImageIndex } from '../../spec/units.ts';
import { lastOutcome } from '../run/runFacts.ts';
import type { PairedReading } from './testPairing.ts';

/** A class a run thinks of; its probability is null where the run does not tell. */
export interface Guess {
  readonly index: ClassIndex;
  readonly probability: number | null;
}

export interface JudgedImage {
  readonly image: ImageIndex;
  readonly label: ClassIndex;
  /** The most probable first; where probabilities are not told, the predicted class only. */
  readonly own: readonly Guess[];
  readonly baseline: readonly Guess[];
}

export const imageFilters = ['onlyOwn', 'onlyBaseline', 'bothWrong'] as const;
/** Right by one run only, or wrong by both in different ways. */
export type ImageFilter = (typeof imageFilters)[number];

/** Test images on which the runs differ, by how they differ. */
export interface JudgedImages {
  readonly byFilter: Readonly<Record<ImageFilter, readonly JudgedImage[]>>;
  /** Test images looked at: all, or those of which both runs tell probabilities. */
  readonly looked: number;
  readonly withProbabilities: boolean;
}

/** Classes shown for an image and run. */
const shownRanks = 5;

/**
 * Images in an order drawn by chance, the same every time: neighbours in the data set are of one
 * class, and picking telling ones would flatter a run.
 */
export function judgedImages(
  reading: PairedReading,
  own: Pick<RunState, 'rounds'>,
  baseline: Pick<RunState, 'rounds'>,
): JudgedImages {
  const mine = guessesOf(lastOutcome(own)?.topPredictions ?? null);
  const theirs = guessesOf(lastOutcome(baseline)?.topPredictions ?? null);
  const told = [...mine.keys()].filter((image) => theirs.has(image));
  const withProbabilities = told.length > 0;
  const images = withProbabilities
    ? told.filter((image) => image < reading.labels.length)
    : [...reading.labels.keys()];
  const byFilter: Record<ImageFilter, JudgedImage[]> = {
    onlyOwn: [],
    onlyBaseline: [],
    bothWrong: [],
  };
  for (const place of permutation(images.length, createRandom(1, 'judged images'))) {
    const image = images[place];
    const label = reading.labels[image];
    const filter = filterOf(label, reading.own[image], reading.baseline[image]);
    if (filter === null) continue;
    byFilter[filter].push({
      image,
      label,
      own: mine.get(image) ?? [{ index: reading.own[image], probability: null }],
      baseline: theirs.get(image) ?? [{ index: reading.baseline[image], probability: null }],
    });
  }
  return { byFilter, looked: images.length, withProbabilities };
}

/** Null where both are right, or wrong alike. */
export function filterOf(
  label: ClassIndex,
  own: ClassIndex,
  baseline: ClassIndex,
): ImageFilter | null {
  if (own === baseline) return null;
  if (own === label) return 'onlyOwn';
  return baseline === label ? 'onlyBaseline' : 'bothWrong';
}

function guessesOf(top: RoundOutcome['topPredictions']): Map<ImageIndex, Guess[]> {
  if (top === null) return new Map();
  const { images, ranks, classes, probabilities } = top;
  return new Map(
    images.map((image, row) => [
      image,
      Array.from({ length: Math.min(ranks, shownRanks) }, (_, rank) => ({
        index: classes[row * ranks + rank],
        probability: probabilities[row * ranks + rank],
      })),
    ]),
  );
}
