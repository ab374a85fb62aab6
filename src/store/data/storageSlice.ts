/** Data sets that stay in the browser until they are removed. */

import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { isSameTrunk } from '../../spec/sections/featuresSource.ts';
import type { StoredDataset } from '../../storage/datasetStore.ts';
import type { DatasetView, RemoteOffer, StorageView } from '../../worker/protocol/dataRequests.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import type { LastingSlice } from './lastingSlice.ts';

export interface StorageSlice {
  /** What is stored; null until it is known. */
  readonly storage: StorageView | null;
  readonly askStorage: () => Promise<void>;
  /** The same, unasked for: that it failed is not told, as nobody waits for it. */
  readonly refreshStorage: () => Promise<void>;
  /** Stores a data set that the worker has just read, and says so where that cannot be done. */
  readonly keepData: (view: DatasetView) => Promise<void>;
  /** What would be fetched for a name. @throws WorkerError for what cannot be had. */
  readonly lookUp: (name: string) => Promise<RemoteOffer>;
  /** Removes what came of files whose fetching was not ended. */
  readonly forgetDownloads: () => Promise<void>;
  /** Removes a stored data set; one that is at hand stays at hand until the page is left. */
  readonly removeStored: (hash: string) => Promise<void>;
}

type Tools = SliceTools<
  StorageSlice & Pick<ShellSlice, 'notify'> & Pick<LastingSlice, 'askToLastOnce'>
>;

export function storageSlice({ get, set, ask }: Tools): StorageSlice {
  const show = async (title: string, asked: Promise<StorageView>): Promise<boolean> => {
    try {
      set({ storage: await asked });
      return true;
    } catch (error) {
      get().notify({ tone: 'error', title, message: textWithRemedy(error) });
      return false;
    }
  };
  const makeLast = () => {
    if (get().storage?.kind === 'browser') void get().askToLastOnce();
  };
  return {
    storage: null,
    askStorage: async () => {
      await show('What is stored here could not be read', ask('list-stored', {}));
    },
    refreshStorage: async () => {
      const storage = await ask('list-stored', {}).catch(() => null);
      if (storage !== null) set({ storage });
    },
    keepData: async ({ name, hash }) => {
      const wasStored = get().storage?.datasets.some((one) => one.hash === hash) ?? false;
      const asked = ask('keep-dataset', { hash });
      const isStored = await show(`${name} is not stored for your next visit`, asked);
      if (isStored && !wasStored) makeLast();
    },
    lookUp: (name) => ask('look-up', { name }),
    forgetDownloads: async () => {
      await show('Nothing was removed', ask('forget-downloads', {}));
    },
    removeStored: async (hash) => {
      await show('The data set was not removed', ask('remove-stored', { hash }));
    },
  };
}

function textWithRemedy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const remedy = 'remedy' in error ? ` ${error.remedy}` : '';
  return `${error.message}${remedy}`;
}

/**
 * The stored data set that an experiment names: the one of its hash; where it has none, the last
 * stored of that published name. Null where there is none, or it is damaged.
 */
export function storedFor(
  { source, hash, features }: ExperimentSpec['dataset'],
  storage: StorageView | null,
): Extract<StoredDataset, { state: 'whole' }> | null {
  const whole = storage?.datasets.filter((one) => one.state === 'whole') ?? [];
  if (hash !== null) return whole.find((one) => one.hash === hash) ?? null;
  if (source.startsWith('local:')) return null;
  const isNamed = (one: (typeof whole)[number]) =>
    one.source === source && isSameTrunk(one.features, features);
  return whole.find(isNamed) ?? null;
}
