/**
 * What page and worker say to each other, declared once. Every request is answered, by a value or
 * by an error for people; until then those that take long tell how far they have come, and can be
 * cancelled. Events of a run arrive unasked, in batches a few times a second.
 */
import type { DataFault } from '../data/dataError.ts';
import type { Duplicates } from '../data/prepare/duplicates.ts';
import type { MeanImages } from '../data/prepare/meanImages.ts';
import type { LoadProgress } from '../data/progress.ts';
import type { ReadingChoices, ReadingQuestion } from '../data/readingChoices.ts';
import type { ThreadChoice, ThreadOffer } from '../engine/tfjs/parallel/threadChoice.ts';
import type { Intervention } from '../methods/interventions.ts';
import type { HierarchyProposal } from '../runner/previewHierarchy.ts';
import type { ClassChoice } from '../spec/classPlan.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { NetworkSpec } from '../spec/networks/networks.ts';
import type { DeviceInfo } from '../spec/run/events/runEvents.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { DatasetSpec } from '../spec/sections/datasetSpec.ts';
import type { DeviceChoice } from '../spec/sections/device.ts';
import type { ImportedTree } from '../spec/sections/treeSpec.ts';
import type { ImageShape, SplitName } from '../spec/units.ts';
import type { ReadFiles } from '../storage/datasetFile.ts';
import type { StoredDataset } from '../storage/datasetStore.ts';
import type { Files, Room } from '../storage/files.ts';
import type { ArchivedRun } from '../storage/runs/listedRuns.ts';
import type { Dropped, PathedFile } from './pile/dropped.ts';

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

/** Images with their classes, in the order asked for. */
export interface ImageSelection {
  readonly labels: Int32Array;
  /** One after another, height × width × channels bytes each; of vectors, strips. */
  readonly images: Uint8Array;
}

/** What the training images of a data set are like on average. */
export interface ImagesSummary extends MeanImages {
  /** Mean of each channel, of bytes divided by 255. */
  readonly mean: readonly number[];
  /** Standard deviation of the same. */
  readonly deviation: readonly number[];
}

/** The part of an experiment that decides its test images and their classes. */
export type TestChoice = ClassChoice & Pick<DatasetSpec, 'testShare'>;

/** What this machine offers; null for what it lacks. */
export interface DeviceOffer {
  /** The adapter that a run with `device: webgpu` would use. */
  readonly webgpu: DeviceInfo | null;
  /** What `device: auto` would choose. */
  readonly auto: DeviceInfo['kind'];
  /** Threads that WASM can train on. */
  readonly threads: ThreadOffer;
}

/** What is known of a tree before training. */
export interface HierarchyPreview {
  readonly levels: readonly {
    readonly names: readonly string[] | null;
    /** Classes of each group, sorted by group. */
    readonly sizes: readonly number[];
  }[];
  readonly notes: readonly string[];
  /** Another linkage, where the one chosen puts more than half of the classes into one group. */
  readonly proposal: HierarchyProposal | null;
}

/** A kept run, and whether some window trains it now. */
export type ListedRun = ArchivedRun & { readonly isUnderWay: boolean };

/** What became of the runs of a file. */
export interface ImportedRuns {
  /** The list as it is now. */
  readonly runs: readonly ListedRun[];
  /** Ids of the runs that were taken in, as they are listed. */
  readonly taken: readonly string[];
  /** Ids of the runs that were there already, with the same content. */
  readonly known: readonly string[];
  /** Names of the data sets that were taken in. */
  readonly datasets: readonly string[];
  /** Ids of runs that could not be read when they were exported, and were not taken in. */
  readonly unread: readonly string[];
}

/** Requests by name: what is asked with, and what is answered. */
export interface Requests {
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
  /**
   * Test images of a run by their index. Where the files hold none, they are the ones that the
   * run's seed draws.
   */
  'test-images': {
    readonly ask: {
      readonly seed: number;
      readonly choice: TestChoice;
      readonly indices: readonly number[];
    };
    readonly answer: ImageSelection;
  };
  /** Images by their place in one of the data set's own splits, to be drawn. */
  'pick-images': {
    readonly ask: { readonly from: SplitName; readonly indices: readonly number[] };
    readonly answer: { readonly images: Uint8Array };
  };
  /** `count` images of a class from the `start`-th on, as far as there are, to be drawn. */
  'class-images': {
    readonly ask: {
      readonly from: SplitName;
      readonly label: number;
      readonly start: number;
      readonly count: number;
    };
    readonly answer: { readonly images: Uint8Array };
  };
  /** The mean training image of each class and of all, to be drawn. */
  'summarise-images': { readonly ask: Record<never, never>; readonly answer: ImagesSummary };
  /** Equal images among those that an experiment would train on and be tested on. */
  'find-duplicates': {
    readonly ask: { readonly dataset: DatasetSpec; readonly seed: number };
    readonly answer: Duplicates;
  };
  'offer-devices': { readonly ask: Record<never, never>; readonly answer: DeviceOffer };
  /** Times a few steps of a spec on the data set held: seconds for the whole run. */
  estimate: {
    readonly ask: { readonly spec: ExperimentSpec; readonly threads?: ThreadChoice };
    readonly answer: { readonly seconds: number; readonly stepMilliseconds: number };
  };
  /** Starts a run on the data set held; answered when the run has ended, however it ended. */
  start: {
    readonly ask: {
      readonly spec: ExperimentSpec;
      readonly runId: string;
      /** Threads for WASM, as many as pay unless given. */
      readonly threads?: ThreadChoice;
      /** As for `go-on`. */
      readonly device?: DeviceChoice;
      readonly isAfterLoss?: boolean;
      /** `log`: no checkpoints and networks, for want of room; the run cannot be gone on with. */
      readonly keeps?: 'all' | 'log';
    };
    readonly answer: Record<never, never>;
  };
  /** The runs that are kept beyond this visit, the newest first. */
  'list-runs': { readonly ask: Record<never, never>; readonly answer: readonly ListedRun[] };
  /** A kept run's log, whole lines of it: all, or up to the checkpoint that it can go on from. */
  'run-log': {
    readonly ask: { readonly runId: string; readonly upTo: 'end' | 'checkpoint' };
    readonly answer: { readonly bytes: Uint8Array };
  };
  /**
   * Goes on with a kept run from its checkpoint, on the data set held, which must be the run's;
   * answered when the run has ended, however it ended.
   */
  'go-on': {
    readonly ask: {
      readonly runId: string;
      readonly threads?: ThreadChoice;
      /** Where absent, the one that the run was on last, or the experiment's where that is missing. */
      readonly device?: DeviceChoice;
      /** The worker that trained it is gone a moment ago: waits for what it held, and the adapter. */
      readonly isAfterLoss?: boolean;
    };
    readonly answer: Record<never, never>;
  };
  /**
   * Keeps the beginning of a longer run beside a finished one, on the data set held, which must be the
   * run's, with progress: its networks are evaluated once more. It is then gone on with as any other.
   */
  'append-rounds': {
    readonly ask: {
      /** Of the finished run, which stays. */
      readonly runId: string;
      /** Under which the longer one is kept. */
      readonly longerId: string;
      /** How many it has in all. */
      readonly rounds: number;
      readonly threads?: ThreadChoice;
    };
    readonly answer: Record<never, never>;
  };
  /** Gives a kept run a name of its own (null: the experiment's) and notes. */
  'describe-run': {
    readonly ask: {
      readonly runId: string;
      readonly title?: string | null;
      readonly notes?: string;
    };
    readonly answer: readonly ListedRun[];
  };
  /** Marks kept runs as deleted, which must not be under way; what is marked goes at the next start. */
  'trash-runs': {
    readonly ask: { readonly runIds: readonly string[] };
    readonly answer: readonly ListedRun[];
  };
  /** Takes that back. */
  'restore-runs': {
    readonly ask: { readonly runIds: readonly string[] };
    readonly answer: readonly ListedRun[];
  };
  /** Removes all that is kept of runs, which must not be under way. */
  'purge-runs': {
    readonly ask: { readonly runIds: readonly string[] };
    readonly answer: readonly ListedRun[];
  };
  /** Removes checkpoints and trained networks of runs, which must not be under way; logs stay. */
  'drop-networks': {
    readonly ask: { readonly runIds: readonly string[] };
    readonly answer: readonly ListedRun[];
  };
  /** One file with kept runs, for another browser or the command line, with progress. */
  'export-runs': {
    readonly ask: {
      readonly runIds: readonly string[] | 'all';
      /** Whether the data sets go with them, as far as they are stored. */
      readonly withData: boolean;
      readonly withNetworks: boolean;
    };
    readonly answer: {
      readonly archive: Blob;
      /** Names of runs that could not be read: their files are in it, and no import takes them in. */
      readonly unread: readonly string[];
      /** Names of runs of which a damaged network was left out. */
      readonly withoutNetwork: readonly string[];
    };
  };
  /** Takes in the runs of such a file, or of one log, with progress: all of it or nothing. */
  'import-runs': { readonly ask: { readonly file: File }; readonly answer: ImportedRuns };
  /** Reads a tree from files and fits it to the classes of the data set held. */
  'read-hierarchy': {
    readonly ask: { readonly files: readonly File[] };
    readonly answer: ImportedTree;
  };
  /** The tree as it would be built: group sizes of each level, before training. */
  'preview-hierarchy': {
    readonly ask: { readonly spec: ExperimentSpec; readonly threads?: ThreadChoice };
    readonly answer: HierarchyPreview;
  };
  /** Changes the run under way: holds a class where it is, or takes a move back. */
  intervene: { readonly ask: Intervention; readonly answer: Record<never, never> };
  /** A trained network of this session or of a kept run, as a file. */
  'network-file': {
    readonly ask: { readonly hash: string };
    readonly answer: { readonly bytes: Uint8Array };
  };
  /** Takes a network's file in, for runs to start from; answers its hash. */
  'take-network': {
    readonly ask: { readonly file: File };
    readonly answer: { readonly hash: string } & NetworkFacts;
  };
  pause: { readonly ask: Record<never, never>; readonly answer: Record<never, never> };
  resume: { readonly ask: Record<never, never>; readonly answer: Record<never, never> };
  stop: { readonly ask: Record<never, never>; readonly answer: Record<never, never> };
}

/** What a trained network is. */
export interface NetworkFacts {
  readonly network: NetworkSpec;
  /** Names of the classes that it tells apart. */
  readonly classes: readonly string[];
}

export type RequestName = keyof Requests;
export type Ask<Name extends RequestName> = Requests[Name]['ask'];
export type Answer<Name extends RequestName> = Requests[Name]['answer'];

/** One request, by a number of its own. */
export type RequestMessage = {
  [Name in RequestName]: { readonly id: number; readonly name: Name; readonly ask: Ask<Name> };
}[RequestName];

/** Gives up the request of that number, which is then refused, unless it is answered already. */
export interface CancelMessage {
  readonly id: number;
  readonly name: 'cancel';
}

/** Page to worker. */
export type PageMessage = RequestMessage | CancelMessage;

/** An error as it crosses between threads. */
export interface WireError {
  readonly message: string;
  /** What the person can do; empty where nothing is known. */
  readonly remedy: string;
  /** The exact place, for data sets that were refused. */
  readonly fault: DataFault | null;
  /** What the files leave open: asked again with choices that answer it, the request may succeed. */
  readonly questions?: readonly ReadingQuestion[];
  /** Whether the person gave the request up: nothing went wrong. */
  readonly cancelled?: boolean;
  /** Whether nothing is kept of what was asked for: asking again finds no more. */
  readonly isNothingKept?: boolean;
  /** What went away under the request, which a fresh worker could carry out. */
  readonly loss?: Loss;
}

/** The device that computes, or the worker as a whole. */
export type Loss = 'device' | 'worker';

/** Worker to page. */
export type WorkerMessage =
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer<RequestName> }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  | { readonly type: 'progress'; readonly id: number; readonly progress: LoadProgress }
  | { readonly type: 'events'; readonly events: readonly RunEvent[] }
  /** Said once a second while a request is under way: the worker is alive. */
  | { readonly type: 'beat' }
  /** Steps of what begins may keep the worker silent for as many seconds. */
  | { readonly type: 'patience'; readonly seconds: number }
  /** The worker can compute no more, or holds memory that only its end gives back. */
  | { readonly type: 'spent' }
  /** A newer Espalier writes what this browser keeps: here it is only read. */
  | { readonly type: 'outdated' }
  /** The run under way goes on, and is no longer written: there is no room. */
  | { readonly type: 'run-unkept'; readonly message: string; readonly remedy: string };
