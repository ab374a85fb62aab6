/** Data sets that stay in the browser until they are removed. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { StoredDataset } from '../../storage/datasetStore.ts';
import type { DatasetView, RemoteOffer, StorageView } from '../../worker/protocol.ts';
import type { SliceTools, WorkbenchStore } from '../workbench.ts';

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

export function storageSlice({ get, set, ask, askForLastingStorage }: SliceTools): StorageSlice {
  let isAskedToLast = false;
  const show = async (title: string, asked: Promise<StorageView>): Promise<boolean> => {
    try {
      set({ storage: await asked });
      return true;
    } catch (error) {
      get().notify({ tone: 'error', title, message: messageOf(error) });
      return false;
    }
  };
  /** Once a session, and only for what a person has just brought: the browser may ask that person. */
  const makeLast = () => {
    if (isAskedToLast || get().storage?.kind !== 'browser') return;
    isAskedToLast = true;
    askForLastingStorage();
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

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const remedy = 'remedy' in error ? ` ${error.remedy}` : '';
  return `${error.message}${remedy}`;
}

/**
 * The stored data set that an experiment names: the one of its hash; where it has none, the last
 * stored of that published name. Null where there is none, or it is damaged.
 */
export function storedFor(
  { source, hash }: ExperimentSpec['dataset'],
  storage: StorageView | null,
): Extract<StoredDataset, { state: 'whole' }> | null {
  const whole = storage?.datasets.filter((one) => one.state === 'whole') ?? [];
  const isNamed = (one: { hash: string; source: string }) =>
    hash === null ? !source.startsWith('local:') && one.source === source : one.hash === hash;
  return whole.find(isNamed) ?? null;
}

/** Opens the data set that a link names, where it is stored and nothing else is at hand or read. */
export function watchNamedData(store: WorkbenchStore): void {
  // Each once: what could not be opened is told, and not tried again by itself.
  const tried = new Set<string>();
  store.subscribe((state, before) => {
    const { draft, data, storage, refusal } = state;
    if (storage === before.storage && draft === before.draft && data === before.data) return;
    if (!draft.touched || data.phase !== 'none') return;
    const named = storedFor(draft.lastGood.dataset, storage);
    if (named === null || tried.has(named.hash)) return;
    tried.add(named.hash);
    void state.openStored(named.hash);
    // A read that failed just now left room for this one: what it failed of is still to be seen.
    if (data !== before.data && refusal !== null) state.refuse(refusal);
  });
}
