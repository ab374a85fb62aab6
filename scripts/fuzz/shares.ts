/** How many of all inputs each seed gets: slow formats fewer, all together exactly as many as asked. */
import { type FuzzSeed, fuzzSeeds } from './seeds.ts';

export interface Share {
  readonly seed: FuzzSeed;
  readonly inputs: number;
}

export function sharesOf(inputs: number, seeds: readonly FuzzSeed[] = fuzzSeeds): Share[] {
  const weight = seeds.reduce((sum, { slowness }) => sum + 1 / slowness, 0);
  let before = 0;
  return seeds.map((seed) => {
    const from = Math.round((inputs * before) / weight);
    before += 1 / seed.slowness;
    return { seed, inputs: Math.round((inputs * before) / weight) - from };
  });
}
