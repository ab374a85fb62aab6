/**
 * What two runs have in common: the same classes make them comparable class by class, the same
 * test images make the comparison a paired one, image by image.
 */
import { heldOutCount } from '../../spec/heldOutCounts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, SplitName } from '../../spec/units.ts';
import { classAccuracyOf, lastOutcome } from '../run/runFacts.ts';

/** What both runs predict for the same test images. */
export interface PairedReading {
  /** Class of each test image. */
  readonly labels: Int32Array;
  /** Class that each run's vote gives each of them. */
  readonly own: readonly ClassIndex[];
  readonly baseline: readonly ClassIndex[];
}

/** Two runs' predictions image by image, or why there are none. */
export type TestPairing =
  | { readonly kind: 'paired'; readonly reading: PairedReading }
  | { readonly kind: 'unpaired'; readonly because: UnpairedReason };

/**
 * `unfinished`: a run has no finished round yet; `no-images`: there are no test images;
 * `other-images`: the runs may have been tested on different ones; `no-labels`: their classes are
 * not at hand.
 */
export type UnpairedReason = 'unfinished' | 'no-images' | 'other-images' | 'no-labels';

/** Whether both runs name the same classes in the same order. */
export function haveSameClasses(
  own: Pick<RunState, 'dataset'>,
  baseline: Pick<RunState, 'dataset'>,
): boolean {
  const names = baseline.dataset.classes;
  return (
    own.dataset.classes.length === names.length &&
    own.dataset.classes.every((name, index) => name === names[index])
  );
}

/**
 * Both runs' predictions on the test images they share. Runs with different seeds are not paired
 * where their test images may have been drawn from the training images, by the seed.
 */
export function testPairing(
  own: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'broughtValidation'>,
  baseline: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'broughtValidation'>,
  labels: Int32Array | null,
): TestPairing {
  const mine = lastOutcome(own)?.predictions.ensemble;
  const theirs = lastOutcome(baseline)?.predictions.ensemble;
  if (mine === undefined || theirs === undefined) return unpaired('unfinished');
  if (mine.length === 0 || theirs.length === 0) return unpaired('no-images');
  if (!haveSameTestImages(own, baseline) || mine.length !== theirs.length) {
    return unpaired('other-images');
  }
  if (labels === null || labels.length !== mine.length) return unpaired('no-labels');
  return { kind: 'paired', reading: { labels, own: mine, baseline: theirs } };
}

const unpaired = (because: UnpairedReason): TestPairing => ({ kind: 'unpaired', because });

function haveSameTestImages(
  own: Pick<RunState, 'spec' | 'dataset' | 'broughtValidation'>,
  baseline: Pick<RunState, 'spec' | 'dataset' | 'broughtValidation'>,
): boolean {
  if (own.dataset.hash !== baseline.dataset.hash || !haveSameClasses(own, baseline)) return false;
  const counts = baseline.dataset.classCounts.test;
  if (!own.dataset.classCounts.test.every((count, index) => count === counts[index])) return false;
  const sameDraw =
    own.spec.seed === baseline.spec.seed &&
    own.spec.dataset.testShare === baseline.spec.dataset.testShare;
  return sameDraw || !mayBeDrawn(own) || !mayBeDrawn(baseline);
}

/**
 * Whether the test images may be the share of the training images that is held out where files
 * hold no test images: a log does not tell, but their numbers do, unless training was limited or
 * classes were merged.
 */
function mayBeDrawn({
  dataset,
  spec,
  broughtValidation,
}: Pick<RunState, 'spec' | 'dataset' | 'broughtValidation'>): boolean {
  const { train, validation, test } = dataset.classCounts;
  const { limitPerClass, dropLeaked, merge, testShare } = spec.dataset;
  if (merge.length > 0) return true;
  return test.every((count, index) => {
    const own = train[index] + (validation[index] ?? 0) - (broughtValidation?.counts[index] ?? 0);
    const drawn = heldOutCount(Math.max(0, own) + count, testShare);
    return limitPerClass === null && !dropLeaked ? count === drawn : count >= drawn;
  });
}

/** Splits on which both runs tell the accuracy of classes, the furthest from training first. */
export function sharedSplits(
  own: Pick<RunState, 'rounds'>,
  baseline: Pick<RunState, 'rounds'>,
): SplitName[] {
  const splits: SplitName[] = ['test', 'validation', 'train'];
  return splits.filter((split) =>
    [own, baseline].every((state) =>
      classAccuracyOf(state, split)?.some((share) => share !== null),
    ),
  );
}

/** The level-wise run of the two and the one beside it: the first if both are; null without one. */
export interface TreePair {
  readonly tree: Pick<RunState, 'dataset' | 'levelwise' | 'geometry'>;
  readonly other: Pick<RunState, 'geometry'>;
}

export function treePair(
  own: Pick<RunState, 'dataset' | 'levelwise' | 'geometry'>,
  baseline: Pick<RunState, 'dataset' | 'levelwise' | 'geometry'>,
): TreePair | null {
  if (own.levelwise !== null) return { tree: own, other: baseline };
  return baseline.levelwise === null ? null : { tree: baseline, other: own };
}
