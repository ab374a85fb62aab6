/**
 * Which values a dropout drops: a hash of the layer, the step, the image's place in the whole batch
 * and the value's place in its image. So nothing is drawn in an order, every device and any number
 * of threads drop the same, and the way back asks anew instead of keeping a mask.
 */

/** What decides a layer's draws. */
export interface DropoutKey {
  /**
   * 32 bits, of the network's seed and round and the layer, as {@link layerBits} has them: in an
   * array, so that devices can read them as they read the step.
   */
  readonly layer: Float32Array;
  /** The number of the step, which differs from step to step: one whole number below 2^24. */
  readonly step: Float32Array;
}

/** 32 bits as their upper and their lower 16: whole numbers that single precision holds. */
export function layerBits(bits: number): Float32Array {
  return Float32Array.of(bits >>> 16, bits & 0xffff);
}

/** Steps after which draws begin again: single precision tells no more apart. */
export const dropoutPeriod = 2 ** 24;

/** Between neighbours in what is hashed: 2^32 over the golden ratio. */
const apart = 0x9e3779b9;

/** A permutation of 32 bits without pattern (lowbias32 of Wellons' hash prospector). */
function mixed(bits: number): number {
  let x = bits ^ (bits >>> 16);
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return x ^ (x >>> 16);
}

/** Values whose hash is below this are dropped. @param rate from 0 to below 1. */
export function dropThreshold(rate: number): number {
  return Math.round(rate * 2 ** 32);
}

/** What values that stay are multiplied by, in single precision. */
export function keptFactor(rate: number): number {
  return Math.fround(1 / (1 - rate));
}

/** What the hashes of an image's values begin with. @param place of the image in the whole batch. */
export function imageStart({ layer, step }: DropoutKey, place: number): number {
  const ofLayer = (layer[0] << 16) | layer[1];
  const ofStep = mixed(ofLayer ^ mixed(step[0]));
  return mixed((ofStep + Math.imul(place, apart)) | 0);
}

/** Puts into `to` what each value of whole images is to be multiplied by: 0 or {@link keptFactor}. */
export function fillDropoutMask(
  to: Float32Array,
  images: number,
  rate: number,
  key: DropoutKey,
): void {
  const [threshold, factor] = [dropThreshold(rate), keptFactor(rate)];
  const ofImage = to.length / images;
  for (let image = 0, at = 0; image < images; image++) {
    const start = imageStart(key, image);
    for (let value = 0; value < ofImage; value++) {
      const hash = mixed((start + Math.imul(value, apart)) | 0) >>> 0;
      to[at++] = hash < threshold ? 0 : factor;
    }
  }
}
