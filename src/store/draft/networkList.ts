/**
 * The network of an experiment in the draft: one for every round, or a list with one a round, which
 * goes along with the number of rounds.
 */
import { roundsOf } from '../../spec/methods/methodFacts.ts';
import { methodSchema } from '../../spec/methods/methods.ts';

/** The draft's values, right or wrong. */
type DraftValue = Readonly<Record<string, unknown>>;

/** Rounds that the drafted method trains; null while it is wrong. */
export function draftedRounds({ method }: DraftValue): number | null {
  const reading = methodSchema.safeParse(method);
  return reading.success ? roundsOf(reading.data) : null;
}

/**
 * The draft's network with as many as there are rounds: the last of a list is repeated for rounds
 * more, and what is too many goes. A single round has one network and no list; one for all stays.
 */
export function networksOfRounds(value: DraftValue): unknown {
  const { network } = value;
  const rounds = draftedRounds(value);
  if (!Array.isArray(network) || rounds === null || rounds === network.length) return network;
  if (rounds === 1) return network[0];
  return Array.from({ length: rounds }, (_, at) => network[at] ?? network.at(-1));
}
