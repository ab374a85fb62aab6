/** A sweep of runs that take a moment each, for tests and benchmarks of the command line. */
import { presetOf } from '../../presets/presets.ts';

/**
 * Averaging, and complementary networks over μ, each for so many seeds: three runs a seed, two rounds
 * of two epochs on ten images a class of Glyphs.
 */
export function tinySweep(seeds: number) {
  const spec = presetOf('glyphs-cnn')?.spec;
  if (spec === undefined) throw new Error('The preset glyphs-cnn is gone');
  const { dataset, training, method } = spec;
  return {
    format: 'espalier-sweep',
    version: 1,
    name: 'Tiny',
    base: {
      ...spec,
      dataset: { ...dataset, limitPerClass: 10 },
      network: { kind: 'mlp', hidden: [16], initial: 'he' },
      training: { ...training, epochs: 2, batchSize: 32 },
      method: { ...method, rounds: 2 },
    },
    axes: [
      { path: 'method.kind', values: ['averaging', 'complementary'] },
      { path: 'method.mu', values: [0.5, 1] },
    ],
    seeds: { first: 1, count: seeds },
  };
}
