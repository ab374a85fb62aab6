/**
 * The network of an experiment in the draft: one for all, or a list with one for each that the
 * method trains, which goes along with their number.
 */
import { unlikeNetworksOf } from '../../spec/methods/methodFacts.ts';
import { methodSchema } from '../../spec/methods/methods.ts';

/** The draft's values, right or wrong. */
type DraftValue = Readonly<Record<string, unknown>>;

/** Networks of the drafted method that may differ; null while it is wrong. */
export function draftedNetworks({ method }: DraftValue): number | null {
  const reading = methodSchema.safeParse(method);
  return reading.success ? unlikeNetworksOf(reading.data) : null;
}

/**
 * The draft's network with as many as the method trains: the last of a list is repeated for more,
 * and what is too many goes. A method of one network has no list; one for all stays.
 */
export function networksOfRounds(value: DraftValue): unknown {
  const { network } = value;
  const count = draftedNetworks(value);
  if (!Array.isArray(network) || count === null || count === network.length) return network;
  if (count === 1) return network[0];
  return Array.from({ length: count }, (_, at) => network[at] ?? network.at(-1));
}
