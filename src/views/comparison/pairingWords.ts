/** What two runs that are compared are called, and why their test images are not paired. */
import type { UnpairedReason } from '../../analysis/comparison/testPairing.ts';
import type { RunState } from '../../spec/run/runState.ts';

/** Why two runs are not compared image by image. */
export const unpairedTexts: Readonly<Record<UnpairedReason, string>> = {
  unfinished: 'Known when both runs have finished a round.',
  'no-images': 'There are no test images.',
  'other-images':
    'The two runs may have been tested on different images. Runs of the same data, classes and seed can be compared image by image.',
  'no-labels': 'Needs the test images of this data set: load the data to compare image by image.',
};

/** What to call two runs where they are told apart: by name, else by seed, else by place. */
export function runNames(
  own: Pick<RunState, 'spec'>,
  baseline: Pick<RunState, 'spec'>,
): { own: string; baseline: string } {
  const [mine, theirs] = [own.spec, baseline.spec];
  if (mine.name !== theirs.name) return { own: mine.name, baseline: theirs.name };
  if (mine.seed !== theirs.seed) {
    return {
      own: `${mine.name}, seed ${mine.seed}`,
      baseline: `${theirs.name}, seed ${theirs.seed}`,
    };
  }
  return { own: `${mine.name} (this run)`, baseline: `${theirs.name} (baseline)` };
}
