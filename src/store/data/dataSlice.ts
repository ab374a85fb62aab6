/** Taking data sets in. */
import { formatHash } from '../../lib/numberFormat.ts';
import { imagesOfBuiltInTrunk } from '../../spec/presets/builtInTrunk.ts';
import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';
import type { PathedFile } from '../../worker/pile/dropped.ts';
import type { DatasetView, StorageView } from '../../worker/protocol/dataRequests.ts';
import type { PageSlice } from '../pageSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import { type DataState, dataTitle, type Refusal } from './dataSet.ts';
import { createDatasetIntake, type DataUse, type IntakeState } from './datasetIntake.ts';
import type { Pile } from './pile.ts';
import { readPile } from './readPile.ts';
import { type StorageSlice, storedFor } from './storageSlice.ts';

export interface DataSlice {
  readonly data: DataState;
  /** What was last not taken; data or a log. */
  readonly refusal: Refusal | null;
  /** Opens the built-in data set. This and what follows: false when it is not at hand afterwards. */
  readonly openGlyphs: () => Promise<boolean>;
  /** Makes the built-in Shapes. */
  readonly openShapes: () => Promise<boolean>;
  /**
   * Opens the built-in data set of that source, as `builtin:shapes`, or its features by the built-in
   * trunk; false for any other.
   */
  readonly openBuiltIn: (source: string, how?: DataUse) => Promise<boolean>;
  /**
   * Reads the data set that an experiment names, where it is stored or built in, beside the one at hand,
   * has it used, and lets it go. Null where it is neither.
   * @throws WorkerError where it cannot be read.
   */
  readonly readBeside: <Found>(
    dataset: DatasetSpec,
    use: (view: DatasetView) => Promise<Found>,
  ) => Promise<Found | null>;
  /** Gives up what is being read; the data set at hand stays. */
  readonly cancelReading: () => void;
  /**
   * Fetches a data set by `catalog:…`, `hf:owner/name` or an address. Asked for again after it failed
   * or was given up, it goes on where it stopped.
   */
  readonly fetchData: (name: string) => Promise<boolean>;
  /** Opens a stored data set. */
  readonly openStored: (hash: string, how?: DataUse) => Promise<boolean>;
  /** Reads what was dropped or chosen. */
  readonly readFiles: (pile: Pile) => Promise<boolean>;
  /** Reads again what was at hand, after the worker that held it was lost; else it is at hand no more. */
  readonly reopenData: () => Promise<void>;
  readonly refuse: (refusal: Refusal) => void;
  readonly dismissRefusal: () => void;
}

/** What takes a trained network in; its own file is above this one. */
interface StartNeeds {
  readonly goTo: PageSlice['goTo'];
  readonly takeNetworks: (files: readonly PathedFile[]) => Promise<boolean>;
}

type State = DataSlice & IntakeState & StartNeeds & Pick<StorageSlice, 'storage' | 'askStorage'>;

/** `glyphsUrl` is where the built-in data set lies. */
export function dataSlice(tools: SliceTools<State>, glyphsUrl: string): DataSlice {
  const { get, set, ask } = tools;
  const { take, takeAgain, giveUp } = createDatasetIntake(tools);
  /** The folder of the trunk that comes with the page, beside Glyphs. */
  const trunkUrl = glyphsUrl.replace(/glyphs\.bin$/, 'trunk/');
  const openGlyphs = (how?: DataUse) =>
    take('Glyphs', (task) => ask('open-glyphs', { url: glyphsUrl }, task), how);
  const openShapes = (how?: DataUse) => take('Shapes', (task) => ask('open-shapes', {}, task), how);
  const readNamed = async (dataset: DatasetSpec): Promise<DatasetView | null> => {
    const stored = storedFor(dataset, get().storage);
    if (stored !== null) return ask('open-stored', { hash: stored.hash });
    const images = imagesOfBuiltInTrunk(dataset.source);
    if (images !== null) return ask('open-features', { images, glyphsUrl, trunkUrl });
    if (dataset.source === 'builtin:glyphs') return ask('open-glyphs', { url: glyphsUrl });
    return dataset.source === 'builtin:shapes' ? ask('open-shapes', {}) : null;
  };
  /** Of a pile that was refused because it is a trained network. */
  const offerStart = ({ dropped, rest }: Pile) => {
    const { refusal } = get();
    const files = dropped.flatMap((one) => (one.kind === 'files' ? one.files : []));
    if (refusal?.fault?.instead !== 'start' || rest !== null || files.length === 0) return;
    const act = () => {
      get().goTo('train');
      void get().takeNetworks(files);
    };
    set({ refusal: { ...refusal, action: { label: 'Start the experiment from it', act } } });
  };
  return {
    data: { phase: 'none' },
    refusal: null,
    openGlyphs: () => openGlyphs(),
    openShapes: () => openShapes(),
    openBuiltIn: async (source, how) => {
      const images = imagesOfBuiltInTrunk(source);
      if (images !== null) {
        const asked = { images, glyphsUrl, trunkUrl };
        return take(dataTitle(source), (task) => ask('open-features', asked, task), how);
      }
      if (source === 'builtin:glyphs') return openGlyphs(how);
      return source === 'builtin:shapes' && openShapes(how);
    },
    fetchData: async (name) => {
      const came = await take(dataTitle(name), (task, choices) =>
        ask('fetch-dataset', { name, choices }, task),
      );
      // What has come of it stays.
      if (!came) void get().askStorage();
      return came;
    },
    openStored: (hash, how) =>
      take(storedTitle(hash, get().storage), (task) => ask('open-stored', { hash }, task), how),
    readFiles: async (pile) => {
      const came = await take(pile.title, (task, choices) => readPile(ask, pile, choices, task));
      // What was read before a question that nobody answers is let go, too.
      if (!came) void ask('let-go-pile', { pile: pile.id }).catch(() => {});
      offerStart(pile);
      return came;
    },
    readBeside: async (dataset, use) => {
      const view = await readNamed(dataset);
      if (view === null) return null;
      try {
        return await use(view);
      } finally {
        void ask('let-go-dataset', { hash: view.hash }).catch(() => {});
      }
    },
    cancelReading: giveUp,
    reopenData: takeAgain,
    refuse: (refusal) => set({ refusal }),
    dismissRefusal: () => set({ refusal: null }),
  };
}

function storedTitle(hash: string, storage: StorageView | null): string {
  const stored = storage?.datasets.find((one) => one.hash === hash);
  return stored?.state === 'whole' ? stored.name : formatHash(hash);
}
