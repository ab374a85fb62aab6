/** Networks that a person opens from files, for runs to start from; loaded when somebody does. */
import { defaultLimits } from '../data/limits.ts';
import { readNetworkFile } from '../data/networkFile.ts';
import { hashBytes } from '../lib/hash.ts';
import { networksOfGiven, readGivenNetworks } from '../models/givenNetworks.ts';
import { deviceLimits } from './deviceLimits.ts';
import type { NetworkCache } from './networkCache.ts';
import { pileSources } from './pile/pileSources.ts';
import type { Answer, Ask } from './protocol/requests.ts';

/** Keeps them under their hashes. @throws DataError for files that hold none of Espalier's, whole. */
export async function takenNetworks(
  { files }: Ask<'take-networks'>,
  held: NetworkCache,
): Promise<Answer<'take-networks'>> {
  const given = await readGivenNetworks(pileSources(files), {
    ...defaultLimits,
    ...deviceLimits(),
  });
  const read = networksOfGiven(given).map((bytes) => {
    const { network, classes, shape } = readNetworkFile(bytes, given.file);
    return { bytes, facts: { hash: hashBytes(bytes), network, classes, shape } };
  });
  const [{ facts: first }] = read;
  // Networks of one file stay, and go, together.
  for (const { bytes, facts } of read) held.keep(`opened ${first.hash}`, facts.hash, bytes);
  return { file: given.file, networks: read.map(({ facts }) => facts) };
}
