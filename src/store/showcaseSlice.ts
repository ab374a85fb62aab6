/**
 * What is shown of the data set at hand beyond its samples: images as a gallery scrolls to them,
 * means and duplicates. The worker keeps the pixels; only what is looked at comes here, in chunks.
 */

import type { Duplicates } from '../data/prepare/duplicates.ts';
import { messageOf } from '../lib/messageOf.ts';
import { holdsOutValidation } from '../spec/heldOutCounts.ts';
import type { DatasetSpec } from '../spec/sections/datasetSpec.ts';
import type { SplitName } from '../spec/units.ts';
import type { DatasetView } from '../worker/protocol/dataRequests.ts';
import type { ImagesSummary } from '../worker/protocol/imageRequests.ts';
import { type DataState, heldData } from './data/dataSet.ts';
import type { Draft } from './draft/draft.ts';
import type { SliceTools } from './sliceTools.ts';

/** Images of a class that are fetched at once. */
export const chunkSize = 64;
/** Bytes of chunks that are kept. */
const maxBytes = 64_000_000;

/** Some images of a class: those from `chunk × chunkSize` on. */
export interface ChunkPlace {
  readonly from: SplitName;
  readonly label: number;
  readonly chunk: number;
}

/** What is known of the data set of a hash. */
type Known<Fact> =
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly hash: string; readonly fact: Fact }
  | { readonly phase: 'failed'; readonly message: string };

export interface ShowcaseSlice {
  /** Images one after another, by {@link chunkKey}; null while they are on their way. */
  readonly chunks: ReadonlyMap<string, Uint8Array | null>;
  readonly wantChunk: (place: ChunkPlace) => void;
  readonly summary: Known<ImagesSummary>;
  readonly askSummary: () => Promise<void>;
  /** Of the split that the draft asked for when they were looked for. */
  readonly duplicates: Known<Duplicates> & { readonly key?: string };
  readonly askDuplicates: () => Promise<void>;
  /** Images by their place, for a list of duplicates. */
  readonly pickImages: (from: SplitName, indices: readonly number[]) => Promise<Uint8Array>;
}

/** Names a chunk of the data set of a hash. */
export function chunkKey(hash: string, { from, label, chunk }: ChunkPlace): string {
  return `${hash} ${from} ${label} ${chunk}`;
}

/** Equal for experiments whose images and classes are the same, so that duplicates are too. */
export function duplicatesKey(
  { hash, validationCounts }: Pick<DatasetView, 'hash' | 'validationCounts'>,
  dataset: DatasetSpec,
  seed: number,
): string {
  const { classes, exclude, merge, testShare, validation } = dataset;
  const isJoined = validationCounts !== null && holdsOutValidation(validation);
  return JSON.stringify([hash, classes, exclude, merge, testShare, seed, isJoined]);
}

/** The fact about the data set at hand; null while it is not known. */
export function knownFact<Fact>(known: Known<Fact>, hash: string): Fact | null {
  return known.phase === 'known' && known.hash === hash ? known.fact : null;
}

interface Needs {
  readonly data: DataState;
  readonly draft: Draft;
}
type Tools = SliceTools<ShowcaseSlice & Needs>;

export function showcaseSlice(tools: Tools): ShowcaseSlice {
  const { get, set, ask } = tools;
  return {
    chunks: new Map(),
    wantChunk: (place) => void fetchChunk(tools, place),
    summary: { phase: 'none' },
    askSummary: async () => {
      const held = heldData(get().data);
      if (held === null || knownFact(get().summary, held.hash) !== null) return;
      set({ summary: { phase: 'asking' } });
      try {
        const fact = await ask('summarise-images', {});
        set({ summary: { phase: 'known', hash: held.hash, fact } });
      } catch (error) {
        set({ summary: { phase: 'failed', message: messageOf(error) } });
      }
    },
    duplicates: { phase: 'none' },
    askDuplicates: async () => {
      const held = heldData(get().data);
      if (held === null) return;
      const { dataset, seed } = get().draft.lastGood;
      const key = duplicatesKey(held, dataset, seed);
      if (get().duplicates.key === key) return;
      set({ duplicates: { phase: 'asking', key } });
      const settle = (found: ShowcaseSlice['duplicates']) =>
        get().duplicates.key === key && set({ duplicates: { ...found, key } });
      try {
        const fact = await ask('find-duplicates', { dataset, seed });
        settle({ phase: 'known', hash: held.hash, fact });
      } catch (error) {
        settle({ phase: 'failed', message: messageOf(error) });
      }
    },
    pickImages: async (from, indices) => (await ask('pick-images', { from, indices })).images,
  };
}

async function fetchChunk({ get, set, ask }: Tools, place: ChunkPlace): Promise<void> {
  const held = heldData(get().data);
  if (held === null) return;
  const key = chunkKey(held.hash, place);
  if (get().chunks.has(key)) return;
  const { from, label, chunk } = place;
  set({ chunks: new Map(get().chunks).set(key, null) });
  try {
    const asked = { from, label, start: chunk * chunkSize, count: chunkSize };
    const { images } = await ask('class-images', asked);
    set({ chunks: trimmed(new Map(get().chunks).set(key, images), held.hash) });
  } catch {
    // Its places stay empty; whoever scrolls there again asks again.
    const others = new Map(get().chunks);
    others.delete(key);
    set({ chunks: others });
  }
}

/** Without chunks of other data sets, and without the oldest where they are too many. */
function trimmed(
  chunks: ReadonlyMap<string, Uint8Array | null>,
  hash: string,
): ReadonlyMap<string, Uint8Array | null> {
  const kept = [...chunks].filter(([key]) => key.startsWith(hash));
  let bytes = kept.reduce((sum, [, images]) => sum + (images?.length ?? 0), 0);
  while (bytes > maxBytes && kept.length > 1) bytes -= kept.shift()?.[1]?.length ?? 0;
  return new Map(kept);
}
