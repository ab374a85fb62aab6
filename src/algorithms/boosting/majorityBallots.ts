import { predictedClasses } from '../metrics/predictions.ts';

/**
 * Probability 1 for the class that a network names for each image, 0 for all others: what it votes with
 * where the majority decides. `probabilities` is R × N.
 */
export function majorityBallots(probabilities: Float32Array, classCount: number): Float32Array {
  const ballots = new Float32Array(probabilities.length);
  for (const [image, named] of predictedClasses(probabilities, classCount).entries()) {
    ballots[image * classCount + named] = 1;
  }
  return ballots;
}
