import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { type DataState, dataTitle, heldData, matchData } from '../data/dataSet.ts';
import type { DataSlice } from '../data/dataSlice.ts';
import { type StorageSlice, storedFor } from '../data/storageSlice.ts';

export type WaysToNamedData = Pick<DataSlice, 'openBuiltIn' | 'openStored'> &
  Pick<StorageSlice, 'storage' | 'refreshStorage'> & { readonly data: DataState };

/**
 * Opens the data set that an experiment names where it is not at hand.
 * @param get the state as it is at the moment.
 * @throws Error where it cannot be had, for people.
 */
export async function openDataForSpec(
  get: () => WaysToNamedData,
  { dataset }: Pick<ExperimentSpec, 'dataset'>,
): Promise<void> {
  const isAtHand = () => matchData(dataset, heldData(get().data)) === 'same';
  if (isAtHand()) return;
  await get().refreshStorage();
  const stored = storedFor(dataset, get().storage);
  if (stored === null) await get().openBuiltIn(dataset.source);
  else await get().openStored(stored.hash);
  if (isAtHand()) return;
  throw new Error(
    `It needs the data set ${dataTitle(dataset.source)}, which is not at hand. Open it on the page Data, then try again.`,
  );
}
