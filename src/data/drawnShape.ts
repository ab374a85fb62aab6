/**
 * The size at which the page draws a data set's images. Its tiles are small; pictures of many
 * megapixels would fill its memory and look the same.
 */
import type { ImageShape } from '../spec/units.ts';

/** Pixels a side of an image as the page gets it, at most: the largest tile on a fine screen. */
const largestSide = 128;

/** How many pixels a side of the image stand for one that is drawn. */
export function drawnStep({ height, width }: Pick<ImageShape, 'height' | 'width'>): number {
  return Math.max(1, Math.ceil(Math.max(height, width) / largestSide));
}

/** The shape of the images of a data set as they are drawn; vectors are strips. */
export function drawnShape(shape: ImageShape): ImageShape {
  const step = drawnStep(shape);
  return {
    height: Math.ceil(shape.height / step),
    width: Math.ceil(shape.width / step),
    channels: shape.channels,
  };
}
