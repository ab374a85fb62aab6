import type { Dataset, Split } from '../data/dataset.ts';
import { splitDataset } from '../data/split.ts';

/** The test images that runs see, of the last data set and draw asked for. */
export class TestSplits {
  private last: { readonly dataset: Dataset; readonly key: string; readonly test: Split } | null =
    null;

  /** As a run with this seed and these classes has them; none where it could not run. */
  of(dataset: Dataset, seed: number, classes: readonly string[] | null): Split {
    const key = JSON.stringify([dataset.test === null ? seed : null, classes]);
    if (this.last?.dataset === dataset && this.last.key === key) return this.last.test;
    // Neither limit nor validation changes which images are tested on.
    const options = { seed, classes, validation: 0, limitPerClass: null };
    const { test } = splitDataset(dataset, options);
    this.last = { dataset, key, test };
    return test;
  }
}
