/**
 * Uniform draws that need no order: a hash of what the draw is for, so that it is the same in
 * whatever order, batch or number of workers the draws are made. For draws in sequence see
 * random.ts.
 */

/**
 * A draw in [0, 1) for a key of a seed and three whole numbers (say epoch, image, level), a
 * multiple of 2^-24 and so exact in single precision. Equal keys give equal draws.
 *
 * Each number is stirred into 32 bits of state by the finaliser of MurmurHash3 (Austin Appleby);
 * the draw is the upper 24 bits. A seed counts in full, up to 2^53; the others modulo 2^32.
 */
export function hashUniform(seed: number, a: number, b: number, c: number): number {
  const state = stir(stir(0, Math.floor(seed / 2 ** 32)), seed);
  return (stir(stir(stir(state, a), b), c) >>> 8) / 2 ** 24;
}

/** The finaliser of MurmurHash3 over state and word; for a given state no two words coincide. */
function stir(state: number, word: number): number {
  // An odd constant in between, since the finaliser leaves 0 as it is.
  let hash = ((state ^ word) + 0x9e3779b9) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
