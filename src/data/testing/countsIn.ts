import { type SplitName, splitNames } from '../../spec/units.ts';
import type { Dataset } from '../dataset.ts';

/** Images in each split of a data set's own. */
export const countsIn = (dataset: Dataset): Record<SplitName, number> =>
  Object.fromEntries(
    splitNames.map((split) => [split, dataset[split]?.labels.length ?? 0]),
  ) as Record<SplitName, number>;
