/**
 * e^x, rounded alike by every engine (see words.ts), to less than 1 unit in the last place.
 *
 * Port of e_exp.c of fdlibm 5.3. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.
 */
import { fromWords, powerOfTwo } from './words.ts';

const largest = 709.782712893384;
const smallest = -745.1332191019411;
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const inverseLn2 = Math.LOG2E;
/** About ½ ln 2, 1½ ln 2 and 2^−28: where the reduction changes. */
const halfLn2 = fromWords(0x3fd62e43);
const threeHalvesLn2 = fromWords(0x3ff0a2b2);
const tiny = fromWords(0x3e300000);
const twoToMinus1000 = powerOfTwo(-1000);

/** e^x. */
export function exp(x: number): number {
  const size = Math.abs(x);
  if (!(size < largest)) {
    if (Number.isNaN(x)) return x;
    if (x > largest) return Number.POSITIVE_INFINITY;
    if (x < smallest) return 0;
  }
  if (size < halfLn2) return size < tiny ? 1 + x : ofReduced(x);
  const sign = x < 0 ? -1 : 1;
  // x = k ln 2 + r with |r| at most ½ ln 2; r = high − low.
  let k = sign;
  let high = x - sign * ln2High;
  let low = sign * ln2Low;
  if (size >= threeHalvesLn2) {
    k = Math.trunc(inverseLn2 * x + sign * 0.5);
    high = x - k * ln2High;
    low = k * ln2Low;
  } else if (x === 1) {
    return Math.E;
  }
  const r = high - low;
  const c = correction(r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k === 1024) return y * 2 * powerOfTwo(1023);
  return k >= -1021 ? y * powerOfTwo(k) : y * powerOfTwo(k + 1000) * twoToMinus1000;
}

function ofReduced(x: number): number {
  const c = correction(x);
  return 1 - ((x * c) / (c - 2) - x);
}

/** r − t·P(t) with t = r²: a polynomial in place of r·(e^r + 1)/(e^r − 1). */
export function correction(r: number): number {
  const t = r * r;
  return (
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))))
  );
}
