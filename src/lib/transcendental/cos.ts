/**
 * cos x, rounded alike by every engine (see words.ts), to less than 1 unit in the last place.
 *
 * Port of s_cos.c, k_cos.c, k_sin.c and e_rem_pio2.c of fdlibm 5.3. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.
 */
import { fromWords, highWord } from './words.ts';

const inverseHalfPi = 0.6366197723675814;
/** π/2 in pieces of 33 bits, and what each leaves of it. */
const pieces = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21];
const rests = [6.077100506506192e-11, 2.0222662487959506e-21, 8.4784276603689e-32];
const quarterPi = fromWords(0x3fe921fc);
/** 2^20 π/2: multiples of π/2 beyond need more of its digits. */
const largest = fromWords(0x413921fb);
const tiny = fromWords(0x3e400000);

/** cos x. @throws RangeError beyond 2^20 π/2, about 1,647,099. */
export function cos(x: number): number {
  const size = Math.abs(x);
  if (!(size <= largest)) {
    if (!Number.isFinite(x)) return Number.NaN;
    throw new RangeError(`cos is computed up to ${largest}, not at ${x}`);
  }
  if (size < quarterPi) return cosNearZero(size, 0);
  const turns = Math.trunc(size * inverseHalfPi + 0.5);
  const [y, rest] = less(size, turns);
  switch (turns & 3) {
    case 0:
      return cosNearZero(y, rest);
    case 1:
      return -sinNearZero(y, rest);
    case 2:
      return -cosNearZero(y, rest);
    default:
      return sinNearZero(y, rest);
  }
}

/** size − turns π/2, and what that is short of, with as many pieces of π/2 as cancellation asks for. */
function less(size: number, turns: number): readonly [number, number] {
  let r = size - turns * pieces[0];
  let w = turns * rests[0];
  let y = r - w;
  const exponent = exponentOf(size);
  for (const [piece, cancelled] of [
    [1, 16],
    [2, 49],
  ]) {
    if (exponent - exponentOf(y) <= cancelled) break;
    const before = r;
    const step = turns * pieces[piece];
    r = before - step;
    w = turns * rests[piece] - (before - r - step);
    y = r - w;
  }
  return [y, r - y - w];
}

const exponentOf = (x: number): number => (highWord(x) >> 20) & 0x7ff;

/** cos(x + rest) for |x| up to π/4. */
function cosNearZero(x: number, rest: number): number {
  const size = Math.abs(x);
  if (size < tiny) return 1;
  const z = x * x;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (2.480158728947673e-5 +
              z *
                (-2.7557314351390663e-7 +
                  z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const word = highWord(size);
  if (word < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * rest));
  // About x/4, taken away first, so that 1 − that is exact.
  const q = word > 0x3fe90000 ? 0.28125 : fromWords(word - 0x00200000);
  return 1 - q - (0.5 * z - q - (z * r - x * rest));
}

/** sin(x + rest) for |x| up to π/4. */
function sinNearZero(x: number, rest: number): number {
  if (Math.abs(x) < tiny) return x;
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * rest - v * r) - rest - v * -0.16666666666666632);
}
