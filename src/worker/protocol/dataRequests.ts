/** Requests about data sets: dropped, fetched, built in and stored ones, and which of them is held. */
import type { DatasetFeatures } from '../../data/dataset.ts';
import type { ReadingChoices } from '../../data/readingChoices.ts';
import type { ImageShape } from '../../spec/units.ts';
import type { ReadFiles } from '../../storage/datasetFile.ts';
import type { StoredDataset } from '../../storage/datasetStore.ts';
import type { Files, Room } from '../../storage/files.ts';
import type { Dropped, PathedFile } from '../pile/dropped.ts';

/** What the page needs of a data set; the pixels of the rest stay in the worker. */
export interface DatasetView {
  /** `builtin:…`, `catalog:…`, or `local:<name>` for dropped files: the spec's `dataset.source`. */
  readonly source: string;
  readonly name: string;
  readonly hash: string;
  readonly format: string;
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  /** Of the images that the page gets to draw: large ones come smaller. */
  readonly drawn: ImageShape;
  /** Vectors are 1 × features × 1; networks that convolve cannot take them. */
  readonly content: 'images' | 'vectors';
  /** Images of each class among the training images, before any are held out for validation. */
  readonly trainCounts: readonly number[];
  /** Images of each class among the validation images that the files bring; null where they bring none. */
  readonly validationCounts: readonly number[] | null;
  /** Images of each class among the test images; null where the files hold none. */
  readonly testCounts: readonly number[] | null;
  /**
   * The first training images of each class (at most 18), of the shape `drawn`, a byte a value.
   * Of vectors, strips of a byte for each feature.
   */
  readonly samples: readonly (readonly Uint8Array[])[];
  readonly notes: readonly string[];
  /** The answers that it was read with, where its files could be read in several ways. */
  readonly reading?: ReadingChoices;
  /** The model whose features these are; absent for data as they came. */
  readonly features?: DatasetFeatures;
  readonly files: readonly ReadFiles[];
  readonly seconds: number;
}

/** What is kept beyond this visit. */
export interface StorageView {
  /** `memory`: this browser keeps nothing, so that all is gone when the page is left. */
  readonly kind: Files['kind'];
  /** Last stored first. */
  readonly datasets: readonly StoredDataset[];
  /** Bytes of files whose fetching was not ended. */
  readonly unfinished: number;
  /** Bytes used and given to the page; null where the browser does not tell. */
  readonly room: Room | null;
}

/** A data set that can be fetched. */
export interface RemoteOffer {
  readonly title: string;
  readonly files: number;
  /** What is to be fetched; null where the server has to be asked for it. */
  readonly bytes: number | null;
  readonly hosts: readonly string[];
  readonly notes: readonly string[];
}

export interface DataRequests {
  /**
   * Adds files to what a person dropped, where these are so many that they cross in pieces: `at` is how
   * many came before.
   */
  'add-files': {
    readonly ask: {
      readonly pile: number;
      readonly at: number;
      readonly files: readonly PathedFile[];
    };
    readonly answer: Record<never, never>;
  };
  /** How many files were added to something dropped; null where nothing of it is known here. */
  'has-pile': {
    readonly ask: { readonly pile: number };
    readonly answer: { readonly count: number | null };
  };
  /** Forgets it; what was read of it stays. */
  'let-go-pile': { readonly ask: { readonly pile: number }; readonly answer: Record<never, never> };
  /**
   * Lists and reads what was dropped into a data set, with progress. Like all that were read, it waits
   * beside the one held until the page has it held or lets it go. What was dropped stays known where
   * something must be chosen before it can be read.
   */
  'read-files': {
    readonly ask: {
      readonly pile: number;
      /** How many files were added before. */
      readonly sent: number;
      /** What is given with this request. */
      readonly dropped: readonly Dropped[];
      readonly choices?: ReadingChoices;
    };
    readonly answer: DatasetView;
  };
  /** Opens the built-in Glyphs; the page knows where its files lie. */
  'open-glyphs': { readonly ask: { readonly url: string }; readonly answer: DatasetView };
  /** Makes the built-in Shapes, with progress. */
  'open-shapes': { readonly ask: Record<never, never>; readonly answer: DatasetView };
  /** Opens a built-in data set as the features of the trunk that comes with the page, with progress. */
  'open-features': {
    readonly ask: {
      readonly images: 'builtin:glyphs' | 'builtin:shapes';
      /** Where the page has Glyphs, and the folder of the trunk. */
      readonly glyphsUrl: string;
      readonly trunkUrl: string;
    };
    readonly answer: DatasetView;
  };
  /** What would be fetched for a name; what is not of the catalogue is asked for at its host. */
  'look-up': { readonly ask: { readonly name: string }; readonly answer: RemoteOffer };
  /**
   * Fetches a data set by `catalog:…`, `hf:owner/name` or an address, with progress, and reads it.
   * Given up or cut off, it goes on from there when it is asked for again.
   */
  'fetch-dataset': {
    readonly ask: { readonly name: string; readonly choices?: ReadingChoices };
    readonly answer: DatasetView;
  };
  /** Removes what came of files whose fetching was not ended. */
  'forget-downloads': { readonly ask: Record<never, never>; readonly answer: StorageView };
  'list-stored': { readonly ask: Record<never, never>; readonly answer: StorageView };
  /**
   * Tries whether so many bytes have room: about how many have where not all do, null where they do
   * or it cannot be tried.
   */
  'try-room': {
    readonly ask: { readonly bytes: number };
    readonly answer: { readonly free: number | null };
  };
  /** Opens a stored data set by its hash, with progress; its content is checked. */
  'open-stored': { readonly ask: { readonly hash: string }; readonly answer: DatasetView };
  /** Holds a data set that was read in place of the one before: all else is about the one held. */
  'hold-dataset': {
    readonly ask: { readonly hash: string };
    readonly answer: Record<never, never>;
  };
  /** Forgets a data set that was read; the one held stays. */
  'let-go-dataset': {
    readonly ask: { readonly hash: string };
    readonly answer: Record<never, never>;
  };
  /** Stores a data set that was read or is held; one that is stored already stays as it is. */
  'keep-dataset': { readonly ask: { readonly hash: string }; readonly answer: StorageView };
  /** Removes a stored data set, whole or damaged; one that is held stays held. */
  'remove-stored': { readonly ask: { readonly hash: string }; readonly answer: StorageView };
}
