/**
 * e^x − 1, rounded alike by every engine (see words.ts), to less than 1 unit in the last place.
 *
 * Port of s_expm1.c of fdlibm 5.3. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.
 */
import { fromWords, powerOfTwo } from './words.ts';

const largest = 709.782712893384;
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const inverseLn2 = Math.LOG2E;
/** About 56 ln 2, ½ ln 2, 1½ ln 2 and 2^−54: where the reduction changes. */
const allButOne = fromWords(0x4043687a);
const halfLn2 = fromWords(0x3fd62e43);
const threeHalvesLn2 = fromWords(0x3ff0a2b2);
const tiny = fromWords(0x3c900000);

/** e^x − 1. */
export function expm1(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || size < tiny) return x;
  if (x > largest) return Number.POSITIVE_INFINITY;
  if (x <= -allButOne) return -1;
  if (size < halfLn2) return scaled(x, 0, 0);
  const sign = x < 0 ? -1 : 1;
  const k = size < threeHalvesLn2 ? sign : Math.trunc(inverseLn2 * x + sign * 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  return scaled(r, high - r - low, k);
}

/** e^(r + c) 2^k − 1 for |r| up to ½ ln 2. */
function scaled(r: number, c: number, k: number): number {
  const half = 0.5 * r;
  const square = r * half;
  const r1 =
    1 +
    square *
      (-0.03333333333333313 +
        square *
          (0.0015873015872548146 +
            square *
              (-7.93650757867488e-5 +
                square * (4.008217827329362e-6 + square * -2.0109921818362437e-7))));
  const t = 3 - r1 * half;
  const ratio = square * ((r1 - t) / (6 - r * t));
  if (k === 0) return r - (r * ratio - square);
  const e = r * (ratio - c) - c - square;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - r);
    return (k === 1024 ? y * 2 * powerOfTwo(1023) : y * powerOfTwo(k)) - 1;
  }
  const share = powerOfTwo(-k);
  const y = k < 20 ? 1 - share - (e - r) : r - (e + share) + 1;
  return y * powerOfTwo(k);
}
