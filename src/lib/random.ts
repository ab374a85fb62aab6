/**
 * Seeded random streams. Every random draw of the project comes from one of these, keyed by the
 * run's seed and by what the draw is for (say `'init'`, round 2), so that adding a draw in one
 * place never shifts the draws of another.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), seeded with the SHA-256 of the key.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { cos } from './transcendental/cos.ts';
import { log } from './transcendental/log.ts';

/** One stream of random draws. */
export interface Random {
  /** The next draw, uniform in [0, 1), a multiple of 2^-32. */
  uniform(): number;
  /** The next draw from N(0, 1), by Box and Muller; two uniforms each. */
  normal(): number;
  /** The next integer, uniform in [0, bound). */
  integer(bound: number): number;
}

/** The stream of `key` under `seed`; equal arguments give equal streams. */
export function createRandom(seed: number, ...key: readonly (string | number)[]): Random {
  const next = sfc32(new TextEncoder().encode(JSON.stringify([seed, ...key])));
  const uniform = () => next() / 2 ** 32;
  return {
    uniform,
    normal: () => Math.sqrt(-2 * log(1 - uniform())) * cos(2 * Math.PI * uniform()),
    integer: (bound) => Math.floor(uniform() * bound),
  };
}

/** A uniformly random order of 0 … length − 1 (Fisher and Yates). */
export function permutation(length: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const held = order[last];
    order[last] = order[other];
    order[other] = held;
  }
  return order;
}

/** sfc32: 128 bits of state, returns 32 random bits a call. */
function sfc32(key: Uint8Array): () => number {
  const state = new DataView(sha256(key).buffer);
  let a = state.getUint32(0);
  let b = state.getUint32(4);
  let c = state.getUint32(8);
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  return next;
}
