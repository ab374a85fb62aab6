import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { type DataState, dataTitle, heldData, matchData } from '../data/dataSet.ts';
import type { DataSlice } from '../data/dataSlice.ts';
import { isToBeHad } from '../data/knownData.ts';
import { type StorageSlice, storedFor } from '../data/storageSlice.ts';

export type WaysToNamedData = Pick<DataSlice, 'openBuiltIn' | 'openStored'> &
  Pick<StorageSlice, 'storage' | 'refreshStorage'> & { readonly data: DataState };

/** The data set is nowhere here: it has to be fetched, or dropped. */
export class DataNotHere extends Error {
  /** @param title how it is called, for people. */
  constructor(readonly title: string) {
    super(`It needs the data set ${title}, which is not here. Open it on the page Data.`);
  }
}

/**
 * Opens the data set that an experiment names where it is not at hand. The experiment in the form goes on
 * naming its own.
 * @param get the state as it is at the moment.
 * @throws DataNotHere where it is nowhere here, Error where it cannot be opened; both for people.
 */
export async function openDataForSpec(
  get: () => WaysToNamedData,
  { dataset }: Pick<ExperimentSpec, 'dataset'>,
): Promise<void> {
  const isAtHand = () => matchData(dataset, heldData(get().data)) === 'same';
  if (isAtHand()) return;
  await get().refreshStorage();
  const { data, storage } = get();
  const title = dataTitle(dataset.source);
  if (!isToBeHad(dataset, { held: heldData(data), storage })) throw new DataNotHere(title);
  const stored = storedFor(dataset, storage);
  if (stored === null) await get().openBuiltIn(dataset.source, 'in passing');
  else await get().openStored(stored.hash, 'in passing');
  if (isAtHand()) return;
  throw new Error(
    `The data set ${title} could not be opened as this run names it. Open it on the page Data, then try again.`,
  );
}
