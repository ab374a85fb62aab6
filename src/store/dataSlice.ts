/** Taking data sets in, and fetching test images of the one at hand for the views. */
import { formatHash } from '../lib/numberFormat.ts';
import type { DatasetView } from '../worker/protocol.ts';
import {
  type DataState,
  dataTitle,
  heldData,
  matchData,
  type Refusal,
  refusalOf,
} from './dataSet.ts';
import type { SliceTools } from './workbench.ts';

/** Test images of one data set, as far as they have been asked for. */
export interface TestImages {
  /** Hash of the data set. */
  readonly hash: string;
  /** Class of each test image; null until known. */
  readonly labels: Int32Array | null;
  readonly images: ReadonlyMap<number, Uint8Array>;
}

export interface DataSlice {
  readonly data: DataState;
  /** What was last not taken; data or a log. */
  readonly refusal: Refusal | null;
  readonly testImages: TestImages | null;
  /** Opens the built-in data set; false when that failed, which `refusal` then tells. */
  readonly openGlyphs: () => Promise<boolean>;
  readonly readFiles: (files: readonly File[]) => Promise<boolean>;
  /** Reads again what was at hand, after the worker that held it was lost. */
  readonly reopenData: () => Promise<void>;
  readonly refuse: (refusal: Refusal) => void;
  readonly dismissRefusal: () => void;
  /** Fetches test images of the data at hand that are not here yet. */
  readonly wantTestImages: (indices: readonly number[]) => void;
}

/** Test images whose labels are fetched at once. */
const labelChunk = 1000;
/** Data sets with more test bytes than these show no test images: fetching labels costs too much. */
const mostTestBytes = 400_000_000;
/** Test images kept for the inspector. */
const mostImages = 4000;

export function dataSlice(tools: SliceTools): DataSlice {
  const { get, set, ask } = tools;
  let lastRequest: (() => Promise<boolean>) | null = null;
  const reading: Reading[] = [];
  const take = async (what: string, request: () => Promise<DatasetView>): Promise<boolean> => {
    const own: Reading = { what };
    reading.push(own);
    set({ data: dataWith(heldData(get().data), reading), refusal: null });
    try {
      const view = await request();
      const earlier = heldData(get().data);
      lastRequest = () => take(what, request);
      reading.splice(reading.indexOf(own), 1);
      set({ data: dataWith(view, reading), testImages: null });
      letGo(tools, view, earlier);
      warnOfOther(tools, view, earlier);
      get().useHeldData();
      void fetchLabels(tools, view);
      return true;
    } catch (error) {
      // Another read may have ended meanwhile: what is at hand now is what stays.
      const held = heldData(get().data);
      reading.splice(reading.indexOf(own), 1);
      set({ data: dataWith(held, reading), refusal: refusalOf(error, what, held?.name ?? null) });
      return false;
    }
  };
  return {
    data: { phase: 'none' },
    refusal: null,
    testImages: null,
    openGlyphs: () => take('Glyphs', () => ask('open-glyphs', { url: tools.glyphsUrl })),
    readFiles: (files) => take(titleOf(files), () => ask('read-files', { files })),
    reopenData: async () => {
      // A worker that died while reading would die again.
      if (get().data.phase === 'held') await lastRequest?.();
    },
    refuse: (refusal) => set({ refusal }),
    dismissRefusal: () => set({ refusal: null }),
    wantTestImages: (indices) => void fetchImages(tools, indices),
  };
}

/** One read under way. */
interface Reading {
  readonly what: string;
}

/** The state with a data set at hand, or none, and reads under way, newest last. */
function dataWith(held: DatasetView | null, reading: readonly Reading[]): DataState {
  const newest = reading.at(-1);
  if (newest !== undefined) return { phase: 'reading', what: newest.what, earlier: held };
  return held === null ? { phase: 'none' } : { phase: 'held', view: held };
}

/** Lets go of a class of the data before, unless a run still shows its own classes. */
function letGo({ get }: SliceTools, view: DatasetView, earlier: DatasetView | null): void {
  if (get().shownId === null && view.hash !== earlier?.hash) get().holdClass(null);
}

/** Says so when an experiment waited for certain images and got others. */
function warnOfOther({ get }: SliceTools, view: DatasetView, earlier: DatasetView | null): void {
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

function testCount(view: DatasetView): number {
  return view.testCounts?.reduce((sum, count) => sum + count, 0) ?? 0;
}

function bytesPerImage({ height, width, channels }: DatasetView['shape']): number {
  return height * width * channels;
}

/** Fetches the class of every test image, a chunk at a time so that training is hardly held up. */
async function fetchLabels({ get, set, ask }: SliceTools, view: DatasetView): Promise<void> {
  const count = testCount(view);
  if (count === 0 || count * bytesPerImage(view.shape) > mostTestBytes) return;
  const labels = new Int32Array(count);
  for (let start = 0; start < count; start += labelChunk) {
    const indices = range(start, Math.min(count, start + labelChunk));
    try {
      labels.set((await ask('images', { split: 'test', indices })).labels, start);
    } catch {
      // Views do without: they show a dash for what needs the labels.
      return;
    }
  }
  if (heldData(get().data)?.hash !== view.hash) return;
  set({ testImages: { hash: view.hash, labels, images: get().testImages?.images ?? new Map() } });
}

async function fetchImages(
  { get, set, ask }: SliceTools,
  wanted: readonly number[],
): Promise<void> {
  const view = heldData(get().data);
  const here = get().testImages;
  if (view === null || here?.hash !== view.hash) return;
  const indices = wanted.filter((index) => !here.images.has(index));
  if (indices.length === 0) return;
  try {
    const { images } = await ask('images', { split: 'test', indices });
    const now = get().testImages;
    if (now?.hash !== view.hash) return;
    const size = bytesPerImage(view.shape);
    const added = indices.map(
      (index, at) => [index, images.slice(at * size, (at + 1) * size)] as const,
    );
    set({ testImages: { ...now, images: new Map([...now.images, ...added].slice(-mostImages)) } });
  } catch {
    // The tiles stay empty; the inspector asks again when it next changes.
  }
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, offset) => start + offset);
}
