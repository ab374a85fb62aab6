/**
 * Test images of the run that is shown, fetched from the worker as views ask for them. Which images
 * those are depends on the run where the files hold none: a share of each class is drawn by its seed.
 */
import { drawnShape } from '../../data/drawnShape.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import type { TestChoice } from '../../worker/protocol/imageRequests.ts';
import { type ShownRun, shownRun } from '../runs/runView.ts';
import type { SliceTools, WatchedStore } from '../sliceTools.ts';
import { type DataState, heldData } from './dataSet.ts';

/** Test images of runs on one data set, as far as they have been asked for. */
export interface TestImages {
  /** Hash of the data set. */
  readonly hash: string;
  /** What the runs make of the data set's classes. */
  readonly choice: TestChoice;
  /** Seed that the images were drawn with; null where the files hold test images of their own. */
  readonly seed: number | null;
  /** Class of each test image; null until known. */
  readonly labels: Int32Array | null;
  readonly images: ReadonlyMap<number, Uint8Array>;
}

export interface TestImagesSlice {
  readonly testImages: TestImages | null;
  /** Learns the classes of the test images of the run that is shown, where its data is at hand. */
  readonly fetchTestLabels: () => Promise<void>;
  /** Fetches test images of that run that are not here yet. */
  readonly wantTestImages: (indices: readonly number[]) => void;
}

/** Test images whose labels are fetched at once. */
const labelChunk = 1000;
/** Data sets with more test bytes than these show no test images: fetching labels costs too much. */
const maxTestBytes = 400_000_000;
/** Test images kept for the inspector. */
const maxImages = 4000;

interface Needs extends ShownRun {
  readonly data: DataState;
}
type State = TestImagesSlice & Needs;
type Tools = SliceTools<State>;

export function testImagesSlice(tools: Tools): TestImagesSlice {
  return {
    testImages: null,
    fetchTestLabels: () => fetchLabels(tools),
    wantTestImages: (indices) => void fetchImages(tools, indices),
  };
}

/** Asks for the labels again whenever another data set is at hand, or a run with other images shown. */
export function watchTestImages(store: WatchedStore<State>): void {
  let asked: { readonly view: DatasetView; readonly wanted: TestImages } | null = null;
  store.subscribe((state) => {
    const view = heldData(state.data);
    const wanted = wantedOf(state);
    if (view === null || wanted === null) return;
    if (asked?.view === view && isSame(asked.wanted, wanted)) return;
    asked = { view, wanted };
    void state.fetchTestLabels();
  });
}

/** Whether test images are those of a run. */
export function areTestImagesOf(
  known: TestImages | null,
  { spec, dataset }: Pick<RunState, 'spec' | 'dataset'>,
): known is TestImages {
  if (known === null || known.hash !== dataset.hash) return false;
  const hasSeed = known.seed === null || known.seed === spec.seed;
  return hasSeed && keyOf(known.choice) === keyOf(spec.dataset);
}

/** What the run that is shown is tested on; null where its data is not at hand. */
function wantedOf(state: Needs): TestImages | null {
  const view = heldData(state.data);
  const run = shownRun(state)?.newest;
  if (!run || view?.hash !== run.dataset.hash) return null;
  const seed = view.testCounts === null ? run.spec.seed : null;
  const { classes, exclude, merge, testShare } = run.spec.dataset;
  const choice = { classes, exclude, merge, testShare };
  return { hash: view.hash, choice, seed, labels: null, images: new Map() };
}

function isSame(one: TestImages, other: TestImages): boolean {
  return (
    one.hash === other.hash && one.seed === other.seed && keyOf(one.choice) === keyOf(other.choice)
  );
}

/** Fetches a chunk at a time, so that training is hardly held up. */
async function fetchLabels({ get, set, ask }: Tools): Promise<void> {
  const wanted = wantedOf(get());
  const run = shownRun(get())?.newest;
  if (wanted === null || !run) return;
  const count = run.dataset.counts.test;
  if (count === 0 || count * bytesPerImage(drawnShape(run.dataset.shape)) > maxTestBytes) return;
  const labels = new Int32Array(count);
  for (let start = 0; start < count; start += labelChunk) {
    const indices = range(start, Math.min(count, start + labelChunk));
    try {
      labels.set((await ask('test-images', { ...drawOf(wanted), indices })).labels, start);
    } catch {
      // Views do without: they show a dash for what needs the labels.
      return;
    }
  }
  const now = wantedOf(get());
  if (now !== null && isSame(now, wanted)) set({ testImages: { ...wanted, labels } });
}

async function fetchImages({ get, set, ask }: Tools, wanted: readonly number[]): Promise<void> {
  const view = heldData(get().data);
  const here = get().testImages;
  if (view === null || here?.hash !== view.hash) return;
  const indices = wanted.filter((index) => !here.images.has(index));
  if (indices.length === 0) return;
  try {
    const { images } = await ask('test-images', { ...drawOf(here), indices });
    const now = get().testImages;
    if (now === null || !isSame(now, here)) return;
    const size = bytesPerImage(view.drawn);
    const added = indices.map(
      (index, at) => [index, images.slice(at * size, (at + 1) * size)] as const,
    );
    set({ testImages: { ...now, images: new Map([...now.images, ...added].slice(-maxImages)) } });
  } catch {
    // The tiles stay empty; the inspector asks again when it next changes.
  }
}

const drawOf = ({ seed, choice }: TestImages) => ({ seed: seed ?? 0, choice });

/** Equal for choices that come to the same test images with the same labels. */
function keyOf({ classes, exclude, merge, testShare }: TestChoice): string {
  return JSON.stringify([classes, exclude, merge, testShare]);
}

function bytesPerImage({ height, width, channels }: DatasetView['shape']): number {
  return height * width * channels;
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, offset) => start + offset);
}
