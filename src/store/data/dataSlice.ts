/** Taking data sets in. */
import type { LoadProgress, TaskOptions } from '../../data/progress.ts';
import type { ReadingChoices } from '../../data/readingChoices.ts';
import { formatHash } from '../../lib/numberFormat.ts';
import { WorkerError } from '../../worker/client.ts';
import type { DatasetView } from '../../worker/protocol.ts';
import type { DraftSlice } from '../draft/draftSlice.ts';
import type { ClassLinkSlice } from '../runs/classLinkSlice.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import {
  type DataState,
  dataTitle,
  heldData,
  matchData,
  type Refusal,
  refusalOf,
} from './dataSet.ts';
import type { QuestionsSlice } from './questionsSlice.ts';
import type { StorageSlice } from './storageSlice.ts';
import type { TestImagesSlice } from './testImagesSlice.ts';

export interface DataSlice {
  readonly data: DataState;
  /** What was last not taken; data or a log. */
  readonly refusal: Refusal | null;
  /** Opens the built-in data set. This and what follows: false when it is not at hand afterwards. */
  readonly openGlyphs: () => Promise<boolean>;
  /** Makes the built-in Shapes. */
  readonly openShapes: () => Promise<boolean>;
  /** Opens the built-in data set of that source, as `builtin:shapes`; false for any other. */
  readonly openBuiltIn: (source: string) => Promise<boolean>;
  /** Gives up what is being read; the data set at hand stays. */
  readonly cancelReading: () => void;
  /**
   * Fetches a data set by `catalog:…`, `hf:owner/name` or an address. Asked for again after it failed
   * or was given up, it goes on where it stopped.
   */
  readonly fetchData: (name: string) => Promise<boolean>;
  /** Opens a stored data set. */
  readonly openStored: (hash: string) => Promise<boolean>;
  readonly readFiles: (files: readonly File[]) => Promise<boolean>;
  /** Reads again what was at hand, after the worker that held it was lost; else it is at hand no more. */
  readonly reopenData: () => Promise<void>;
  readonly refuse: (refusal: Refusal) => void;
  readonly dismissRefusal: () => void;
}

type Needs = Pick<ShellSlice, 'notify'> &
  Pick<ClassLinkSlice, 'holdClass'> &
  Pick<DraftSlice, 'draft' | 'namings' | 'useHeldData'> &
  Pick<QuestionsSlice, 'readAsking'> &
  Pick<StorageSlice, 'storage' | 'askStorage' | 'keepData'> &
  Pick<TestImagesSlice, 'testImages'> & { readonly shownId: string | null };
type State = DataSlice & Needs;
type Tools = SliceTools<State>;

/** `glyphsUrl` is where the built-in data set lies. */
export function dataSlice(tools: Tools, glyphsUrl: string): DataSlice {
  const { get, set, ask } = tools;
  let lastRequest: (() => Promise<boolean>) | null = null;
  const reading: Reading[] = [];
  let isReopening = false;
  /** The worker does it in the order of requests; one that died has lost all, which is told apart. */
  const settle = (name: 'hold-dataset' | 'let-go-dataset', { hash }: DatasetView) =>
    void ask(name, { hash }).catch(() => {});
  const take = async (what: string, request: DataRequest, isAgain = false): Promise<boolean> => {
    const own: Reading = { what, progress: null, abort: new AbortController() };
    reading.push(own);
    const { namings } = get();
    const before = heldData(get().data);
    set({ data: dataWith(before, reading), refusal: null });
    const onProgress = (progress: LoadProgress) => {
      own.progress = progress;
      set({ data: dataWith(heldData(get().data), reading) });
    };
    try {
      const { signal } = own.abort;
      const ask = (choices: ReadingChoices) => request({ signal, onProgress }, choices);
      const view = await get().readAsking(what, ask, signal);
      const earlier = heldData(get().data);
      reading.splice(reading.indexOf(own), 1);
      const fate = isAgain ? fateAgain(before, earlier) : fateOf(get(), view, namings);
      if (fate === 'aside') {
        set({ data: dataWith(earlier, reading) });
      } else {
        lastRequest = () => take(what, request, true);
        settle('hold-dataset', view);
        set({ data: dataWith(view, reading), testImages: null });
        letGo(tools, view, earlier);
      }
      if (fate === 'named') {
        warnOfOther(tools, view, earlier);
        get().useHeldData();
      }
      if (!isAgain && fate === 'aside') tellOfAside(tools, view);
      if (!isAgain && !view.source.startsWith('builtin:')) void get().keepData(view);
      // After it is asked to be stored, which needs it.
      if (fate === 'aside') settle('let-go-dataset', view);
      return fate !== 'aside';
    } catch (error) {
      // Another read may have ended meanwhile: what is at hand now is what stays.
      const held = heldData(get().data);
      reading.splice(reading.indexOf(own), 1);
      const givenUp = error instanceof WorkerError && error.cancelled;
      // What could not be read again is nowhere any more.
      const kept = isAgain && held === before ? null : held;
      const refusal = givenUp ? null : refusalOf(error, what, kept?.name ?? null);
      set({ data: dataWith(kept, reading), refusal });
      return false;
    }
  };
  const openGlyphs = () => take('Glyphs', (task) => ask('open-glyphs', { url: glyphsUrl }, task));
  const openShapes = () => take('Shapes', (task) => ask('open-shapes', {}, task));
  return {
    data: { phase: 'none' },
    refusal: null,
    openGlyphs,
    openShapes,
    openBuiltIn: async (source) => {
      if (source === 'builtin:glyphs') return openGlyphs();
      return source === 'builtin:shapes' && openShapes();
    },
    fetchData: async (name) => {
      const came = await take(dataTitle(name), (task, choices) =>
        ask('fetch-dataset', { name, choices }, task),
      );
      // What has come of it stays.
      if (!came) void get().askStorage();
      return came;
    },
    openStored: (hash) => {
      const stored = get().storage?.datasets.find((one) => one.hash === hash);
      const what = stored?.state === 'whole' ? stored.name : formatHash(hash);
      return take(what, (task) => ask('open-stored', { hash }, task));
    },
    readFiles: (files) =>
      take(titleOf(files), (task, choices) => ask('read-files', { files, choices }, task)),
    cancelReading: () => {
      for (const { abort } of reading) abort.abort();
    },
    reopenData: async () => {
      // A worker that died of reading it again would die of it once more.
      if (isReopening || heldData(get().data) === null) return;
      isReopening = true;
      await lastRequest?.();
      isReopening = false;
    },
    refuse: (refusal) => set({ refusal }),
    dismissRefusal: () => set({ refusal: null }),
  };
}

type DataRequest = (task: TaskOptions, choices: ReadingChoices) => Promise<DatasetView>;

/** One read under way. */
interface Reading {
  readonly what: string;
  progress: LoadProgress | null;
  readonly abort: AbortController;
}

/** The state with a data set at hand, or none, and reads under way, newest last. */
function dataWith(held: DatasetView | null, reading: readonly Reading[]): DataState {
  const newest = reading.at(-1);
  if (newest !== undefined) {
    return { phase: 'reading', what: newest.what, progress: newest.progress, earlier: held };
  }
  return held === null ? { phase: 'none' } : { phase: 'held', view: held };
}

/** Lets go of a class of the data before, unless a run still shows its own classes. */
function letGo({ get }: Tools, view: DatasetView, earlier: DatasetView | null): void {
  if (get().shownId === null && view.hash !== earlier?.hash) get().holdClass(null);
}

/**
 * What becomes of a data set that was read: it is at hand and the experiment names it from now on;
 * it is at hand only; or it is put aside for the one that is.
 */
type Fate = 'named' | 'held' | 'aside';

/** An experiment that names other data, opened since the read began, waits for its own or has them. */
function fateOf({ namings, draft, data }: State, view: DatasetView, namingsThen: number): Fate {
  const named = draft.lastGood.dataset;
  if (namings === namingsThen || matchData(named, view) === 'same') return 'named';
  return matchData(named, heldData(data)) === 'same' ? 'aside' : 'held';
}

/** What is read again was at hand already, whatever the experiment names, unless it gave way since. */
function fateAgain(before: DatasetView | null, now: DatasetView | null): Fate {
  return now === before ? 'held' : 'aside';
}

function tellOfAside({ get }: Tools, { name }: DatasetView): void {
  get().notify({
    tone: 'info',
    title: `${name} was read and put aside`,
    message:
      `The experiment names ${dataTitle(get().draft.lastGood.dataset.source)}, which is at hand. ` +
      `To use ${name} instead, open it again.`,
  });
}

/** Says so when an experiment waited for certain images and got others. */
function warnOfOther({ get }: Tools, view: DatasetView, earlier: DatasetView | null): void {
  const { touched, lastGood } = get().draft;
  const { source, hash } = lastGood.dataset;
  const waited = touched && matchData(lastGood.dataset, earlier) !== 'same';
  if (!waited || matchData(lastGood.dataset, view) === 'same') return;
  const named = hash === null ? dataTitle(source) : `${dataTitle(source)} (${formatHash(hash)})`;
  get().notify({
    tone: 'info',
    title: `${view.name} is not the data set that the experiment named`,
    message:
      `It named ${named}; this one has the hash ${formatHash(view.hash)}. ` +
      `The experiment now names ${view.name}, so its numbers will differ.`,
  });
}

/** What a person would call some files: the one's name, their folder, or their number. */
export function titleOf(files: readonly File[]): string {
  const [first] = files;
  if (first === undefined) return 'Nothing';
  if (files.length === 1) return first.name;
  const folder = first.name.split('/')[0];
  const shared =
    first.name.includes('/') && files.every(({ name }) => name.startsWith(`${folder}/`));
  return shared ? folder : `${files.length} files`;
}
