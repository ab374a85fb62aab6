import type { WholeRun } from '../../storage/runs/listedRuns.ts';
import { type DataState, dataTitle, heldData } from '../data/dataSet.ts';
import type { DataSlice } from '../data/dataSlice.ts';
import type { StorageSlice } from '../data/storageSlice.ts';

export type WaysToData = Pick<DataSlice, 'openBuiltIn' | 'openStored'> &
  Pick<StorageSlice, 'storage'> & { readonly data: DataState };

/**
 * Opens the data set of a kept run where it is not at hand.
 * @param button what is to be pressed again once it is.
 * @throws Error where it cannot be had.
 */
export async function openDataOf(
  { data, openBuiltIn, openStored, storage }: WaysToData,
  { datasetHash, datasetSource, datasetName }: WholeRun,
  button: string,
): Promise<void> {
  if (heldData(data)?.hash === datasetHash) return;
  const isStored = storage?.datasets.some(({ hash }) => hash === datasetHash) ?? false;
  const isOpen = isStored ? await openStored(datasetHash) : await openBuiltIn(datasetSource);
  if (isOpen) return;
  throw new Error(
    `It needs the data set ${datasetName} (${dataTitle(datasetSource)}), which is not at hand. Open it, then press ${button} again.`,
  );
}
