/**
 * x^y of no negative x, rounded alike by every engine (see words.ts), to less than 1 unit in the last
 * place: log2 x to some 70 bits, times y, and 2 to that.
 *
 * Port of e_pow.c of fdlibm 5.3. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.
 */
import { correction } from './exp.ts';
import { fromWords, highWord, leading, powerOfTwo, withHighWord } from './words.ts';

const ln2 = Math.LN2;
const ln2High = 0.6931471824645996;
const ln2Low = -1.904654299957768e-9;
/** What 1024 exceeds the logarithm of the largest double by. */
const overflowMargin = 8.008566259537294e-17;
/** 2/(3 ln 2), and its parts. */
const cp = 0.9617966939259756;
const cpHigh = 0.9617967009544373;
const cpLow = -7.028461650952758e-9;
/** log2 of 1.5, and its parts. */
const log2OfBase = [0, 0.5849624872207642];
const log2OfBaseLow = [0, 1.350039202129749e-8];
const bases = [1, 1.5];
const twoTo53 = fromWords(0x43400000);
const twoTo64 = fromWords(0x43f00000);
const smallestNormal = fromWords(0x00100000);

/** x^y; 1 where y is 0 or x is 1. @throws RangeError of a negative x. */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x < 0) throw new RangeError(`pow takes no negative base, such as ${x}`);
  const grows = x > 1 === y > 0;
  if (x === 0 || x === Number.POSITIVE_INFINITY) return grows ? Number.POSITIVE_INFINITY : 0;
  if (!Number.isFinite(y)) return grows ? Number.POSITIVE_INFINITY : 0;
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  if (y === 0.5) return Math.sqrt(x);
  // Next to 1, log2 x is no smaller than 2^−53.
  if (Math.abs(y) > twoTo64) return grows ? Number.POSITIVE_INFINITY : 0;
  return twoToProduct(y, ...log2(x));
}

/** log2 x as a sum of two, the first of which has no more than 21 bits of fraction. */
function log2(x: number): [number, number] {
  const [normal, shift] = x < smallestNormal ? [x * twoTo53, -53] : [x, 0];
  const word = highWord(normal);
  const fraction = word & 0x000fffff;
  // x = 2^n ax, with ax near one of the bases.
  const isNearTwo = fraction >= 0xbb67a;
  const base = fraction > 0x3988e && !isNearTwo ? 1 : 0;
  const n = shift + (word >> 20) - 1023 + (isNearTwo ? 1 : 0);
  const ix = (fraction | 0x3ff00000) - (isNearTwo ? 0x00100000 : 0);
  const ax = withHighWord(normal, ix);
  const u = ax - bases[base];
  const v = 1 / (ax + bases[base]);
  const s = u * v;
  const sHigh = leading(s);
  const sumHigh = fromWords(((ix >> 1) | 0x20000000) + 0x00080000 + (base << 18));
  const sumLow = ax - (sumHigh - bases[base]);
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);
  const r = series(s * s) + sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const tHigh = leading(3 + square + r);
  const tLow = r - (tHigh - 3 - square);
  const product = sHigh * tHigh;
  const rest = sLow * tHigh + tLow * s;
  const pHigh = leading(product + rest);
  const pLow = rest - (pHigh - product);
  const zHigh = cpHigh * pHigh;
  const zLow = cpLow * pHigh + pLow * cp + log2OfBaseLow[base];
  const high = leading(zHigh + zLow + log2OfBase[base] + n);
  return [high, zLow - (high - n - log2OfBase[base] - zHigh)];
}

function series(z: number): number {
  return (
    z *
    z *
    (0.5999999999999946 +
      z *
        (0.4285714285785502 +
          z *
            (0.33333332981837743 +
              z * (0.272728123808534 + z * (0.23066074577556175 + z * 0.20697501780033842)))))
  );
}

/** 2^(y (high + low)). */
function twoToProduct(y: number, high: number, low: number): number {
  const yHigh = leading(y);
  const pLow = (y - yHigh) * high + y * low;
  const pHigh = yHigh * high;
  const z = pLow + pHigh;
  if (z > 1024 || (z === 1024 && pLow + overflowMargin > z - pHigh)) {
    return Number.POSITIVE_INFINITY;
  }
  if (z < -1075 || (z === -1075 && pLow <= z - pHigh)) return 0;
  const n = nearestWhole(z);
  const pRest = pHigh - n;
  const t = leading(pLow + pRest);
  const u = t * ln2High;
  const v = (pLow - (t - pRest)) * ln2 + t * ln2Low;
  const sum = u + v;
  const rest = v - (sum - u);
  const c = correction(sum);
  const r = (sum * c) / (c - 2) - (rest + sum * rest);
  return times(1 - (r - sum), n);
}

/** The whole number nearest to z, halves away from 0. */
function nearestWhole(z: number): number {
  const word = highWord(z);
  const size = word & 0x7fffffff;
  if (size <= 0x3fe00000) return 0;
  const up = word + (0x00100000 >> ((size >> 20) - 1023 + 1));
  const exponent = ((up & 0x7fffffff) >> 20) - 1023;
  return fromWords(up & ~(0x000fffff >> exponent));
}

/** x 2^n, rounded once. */
function times(x: number, n: number): number {
  const word = highWord(x) + (n << 20);
  if (word >> 20 > 0) return withHighWord(x, word);
  return x * powerOfTwo(n + 200) * powerOfTwo(-200);
}
