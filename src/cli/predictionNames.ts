import type { SplitName } from '../spec/units.ts';

/** The files of a run's folder with every network's outputs on a split, and the images' classes. */
export const predictionNames = (split: SplitName) => ({
  predictions: `predictions-${split}.npy`,
  labels: `labels-${split}.npy`,
});
