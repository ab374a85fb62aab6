/** What is known of a data set that is not at hand: enough to tell what does not suit it. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { imagesOfBuiltInTrunk } from '../../spec/presets/builtInTrunk.ts';
import type { StoredDataset } from '../../storage/datasetStore.ts';
import type { DatasetView, StorageView } from '../../worker/protocol/dataRequests.ts';
import { matchData } from './dataSet.ts';
import type { CountedData } from './splitCounts.ts';
import { storedFor } from './storageSlice.ts';

/** A data set without its images; how many each class has is known of one that was opened. */
export type KnownData = Pick<
  DatasetView,
  'source' | 'name' | 'hash' | 'classes' | 'shape' | 'content' | 'features'
> &
  Partial<CountedData>;

/** A data set that was opened, of which its images need not be held any more. */
export type SeenData = Omit<DatasetView, 'samples'>;

/** Where data sets are looked for. */
export interface DataSources {
  readonly held: DatasetView | null;
  /** Those that were opened in passing. */
  readonly seenData: readonly SeenData[];
  readonly storage: StorageView | null;
}

/** What is known of the data set that an experiment names; null where nothing is. */
export function knownData(
  dataset: ExperimentSpec['dataset'],
  { held, seenData, storage }: DataSources,
): KnownData | null {
  const opened = [held, ...seenData].find((one) => matchData(dataset, one) === 'same');
  if (opened) return opened;
  const stored = storedFor(dataset, storage);
  return stored && knownOfStored(stored);
}

/** Whether the data set that an experiment names can be opened here, without fetching anything. */
export function isToBeHad(
  dataset: ExperimentSpec['dataset'],
  { held, storage }: Pick<DataSources, 'held' | 'storage'>,
): boolean {
  if (matchData(dataset, held) === 'same' || storedFor(dataset, storage) !== null) return true;
  const images = imagesOfBuiltInTrunk(dataset.source) ?? dataset.source;
  return images.startsWith('builtin:');
}

/** Whether it is known how many images each class has. */
export const hasCounts = (data: KnownData): data is KnownData & CountedData =>
  data.trainCounts !== undefined;

function knownOfStored({
  source,
  name,
  hash,
  classes,
  shape,
  values,
  features,
}: Extract<StoredDataset, { state: 'whole' }>): KnownData {
  const content = values === 'float32' ? 'vectors' : 'images';
  return {
    source,
    name,
    hash,
    classes,
    shape,
    content,
    ...(features === undefined ? {} : { features }),
  };
}
