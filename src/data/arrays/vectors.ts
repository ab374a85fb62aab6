import type { ImageShape } from '../../spec/units.ts';

/** Features of a vector, at most: strips of them are drawn on one canvas. */
export const maxFeatures = 32_768;

/** The shape of feature vectors among images. */
export const vectorShape = (features: number): ImageShape => ({
  height: 1,
  width: features,
  channels: 1,
});
