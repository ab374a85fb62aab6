/**
 * ln x, rounded alike by every engine (see words.ts), to less than 1 unit in the last place.
 *
 * Port of e_log.c of fdlibm 5.3. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.
 */
import { fromWords, highWord, withHighWord } from './words.ts';

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const twoTo54 = fromWords(0x43500000);
const smallestNormal = fromWords(0x00100000);

/** ln x; −∞ at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  return x < smallestNormal ? ofNormal(x * twoTo54, -54) : ofNormal(x, 0);
}

/** ln(x 2^shift) of a normal x: x = 2^k (1 + f), with 1 + f from √½ to √2. */
function ofNormal(x: number, shift: number): number {
  const word = highWord(x);
  const fraction = word & 0x000fffff;
  const above = (fraction + 0x95f64) & 0x100000;
  const k = shift + (word >> 20) - 1023 + (above >> 20);
  const f = withHighWord(x, fraction | (above ^ 0x3ff00000)) - 1;
  if ((0x000fffff & (2 + fraction)) < 3) return ofNearOne(f, k);
  const s = f / (2 + f);
  const r = series(s * s);
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
    const half = 0.5 * f * f;
    if (k === 0) return f - (half - s * (half + r));
    return k * ln2High - (half - (s * (half + r) + k * ln2Low) - f);
  }
  if (k === 0) return f - s * (f - r);
  return k * ln2High - (s * (f - r) - k * ln2Low - f);
}

/** Where |f| is below 2^−20. */
function ofNearOne(f: number, k: number): number {
  if (f === 0) return k === 0 ? 0 : k * ln2High + k * ln2Low;
  const r = f * f * (0.5 - 0.3333333333333333 * f);
  return k === 0 ? f - r : k * ln2High - (r - k * ln2Low - f);
}

/** (ln(1 + f) − 2s)/s of z = s², by its even and odd terms. */
function series(z: number): number {
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return odd + even;
}
