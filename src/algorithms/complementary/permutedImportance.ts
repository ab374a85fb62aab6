/**
 * A control for what importance does (ours): the same importances on classes drawn at random. What
 * it gains over plain averaging comes of networks that differ, not of work on hard classes.
 */
import { createRandom, permutation } from '../../lib/random.ts';

/** The importances of a round in an order drawn from (seed, 'permute importance', round). */
export function permutedImportance(
  importance: Float64Array,
  seed: number,
  round: number,
): Float64Array {
  const order = permutation(importance.length, createRandom(seed, 'permute importance', round));
  return Float64Array.from(order, (index) => importance[index]);
}
