import type { AnyDataset, AnyImages, SplitOf } from '../data/dataset.ts';
import { splitDataset } from '../data/prepare/split.ts';
import type { TestChoice } from './protocol/imageRequests.ts';

/** The test images that runs see, of the last data set and draw asked for. */
export class TestSplits {
  private last: {
    readonly dataset: AnyDataset;
    readonly key: string;
    readonly test: SplitOf<AnyImages>;
  } | null = null;

  /** As a run with this seed and these classes has them; none where it could not run. */
  of(dataset: AnyDataset, seed: number, choice: TestChoice): SplitOf<AnyImages> {
    const { classes, exclude, merge, testShare } = choice;
    const draw = dataset.test === null ? [seed, testShare] : null;
    const key = JSON.stringify([draw, classes, exclude, merge]);
    if (this.last?.dataset === dataset && this.last.key === key) return this.last.test;
    // Neither limit, validation nor leaks change which images are tested on.
    const options = { ...choice, seed, validation: 0, limitPerClass: null, dropLeaked: false };
    const { test } = splitDataset(dataset, options);
    this.last = { dataset, key, test };
    return test;
  }
}
