import { square } from '../../lib/square.ts';

/** Standard errors of shares of images: of one, and of the difference of two. */

/** The standard error of a share measured on `count` images. */
export function standardError(share: number, count: number): number {
  return Math.sqrt((share * (1 - share)) / Math.max(1, count));
}

/**
 * Standard error of the difference of two shares measured on the same images, of which `first`
 * are right by one only and `second` by the other only. Half an image is added to each cell of the
 * table (Agresti and Min 2005), so that two equal readings do not look certain.
 */
export function pairedError(first: number, second: number, images: number): number {
  const [b, c, n] = [first + 0.5, second + 0.5, images + 2];
  return Math.sqrt(b + c - square(b - c) / n) / n;
}

/**
 * Standard error of the difference of two shares measured on different images, or on images not
 * known one by one. One right and one wrong image are added to each (Agresti and Caffo 2000).
 */
export function unpairedError(
  share: number,
  images: number,
  otherShare: number,
  otherImages: number,
): number {
  return Math.sqrt(shareVariance(share, images) + shareVariance(otherShare, otherImages));
}

function shareVariance(share: number, images: number): number {
  const adjusted = (share * images + 1) / (images + 2);
  return (adjusted * (1 - adjusted)) / (images + 2);
}
