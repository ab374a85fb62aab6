/** Values to try kernels with: repeatable, without a pattern that a wrong index could hide behind. */
import { createRandom } from '../../../../lib/random.ts';

/** Values of a tensor, and its shape. */
export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Values uniform in [−1, 1). */
export function randomValues(name: string, ...shape: readonly number[]): Values {
  const random = createRandom(1, 'test', name, ...shape);
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, values: Float32Array.from({ length: size }, () => 2 * random.uniform() - 1) };
}

/** The largest miss over the largest entry that was expected; no number is as far off as can be. */
export function largestMiss(found: Float32Array, expected: Float32Array): number {
  let [largest, worst] = [0, 0];
  for (const [index, value] of expected.entries()) {
    const miss = Math.abs(found[index] - value);
    largest = Math.max(largest, Math.abs(value));
    worst = Number.isNaN(miss) ? Infinity : Math.max(worst, miss);
  }
  return worst === 0 ? 0 : worst / largest;
}
