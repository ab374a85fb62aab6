/** A finished run to which rounds are appended: the same experiment but for how many there are. */
import { type ExperimentSpec, specHash } from './experimentSpec.ts';
import { growsByRounds } from './methods/methodFacts.ts';

/**
 * The experiment with so many rounds in all; a list of networks goes on with its last. Null where its
 * method does not grow by rounds, or has as many.
 */
export function withMoreRounds(finished: ExperimentSpec, rounds: number): ExperimentSpec | null {
  const { method, network } = finished;
  if (!growsByRounds(method) || rounds <= method.rounds) return null;
  const networks = Array.isArray(network)
    ? Array.from({ length: rounds }, (_, index) => network[Math.min(index, network.length - 1)])
    : network;
  return { ...finished, network: networks, method: { ...method, rounds } };
}

/**
 * What is asked for, where it is a finished experiment with more rounds; null where it is not. Both
 * name their data set by its hash.
 */
export function withRoundsAppended(
  finished: ExperimentSpec,
  asked: ExperimentSpec,
): ExperimentSpec | null {
  const { method } = asked;
  if (!growsByRounds(finished.method) || !growsByRounds(method)) return null;
  const before = finished.method.rounds;
  if (method.rounds <= before) return null;
  const network = Array.isArray(asked.network) ? asked.network.slice(0, before) : asked.network;
  const shortened = { ...asked, method: { ...method, rounds: before }, network };
  return specHash(shortened) === specHash(finished) ? asked : null;
}
