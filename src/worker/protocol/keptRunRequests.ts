/** Requests about runs that are kept beyond this visit. */
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import type { ArchivedRun } from '../../storage/runs/listedRuns.ts';

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

export interface KeptRunRequests {
  /** The runs that are kept beyond this visit, the newest first. */
  'list-runs': { readonly ask: Record<never, never>; readonly answer: readonly ListedRun[] };
  /**
   * The same as it was when it was last written down, to be shown until the list is there: of a large
   * library it comes in a moment. Nothing is decided by it.
   */
  'list-runs-before': {
    readonly ask: Record<never, never>;
    readonly answer: readonly ListedRun[];
  };
  /** A kept run's log, whole lines of it: all, or up to the checkpoint that it can go on from. */
  'run-log': {
    readonly ask: { readonly runId: string; readonly upTo: 'end' | 'checkpoint' };
    readonly answer: { readonly bytes: Uint8Array };
  };
  /**
   * What kept runs have come to, as they stood when they were last written to or later: without
   * reading their logs, but for those that have left no such file.
   */
  'run-outcomes': {
    readonly ask: {
      readonly runs: readonly { readonly runId: string; readonly updatedAt: number }[];
    };
    readonly answer: {
      readonly outcomes: readonly RunOutcome[];
      /** Ids of runs that cannot be read. */
      readonly unread: readonly string[];
    };
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
}
