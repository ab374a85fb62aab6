/** Kept runs as one file: made for another browser or the command line, and taken in again. */
import type { LoadProgress } from '../../data/progress.ts';
import { WorkerError } from '../../worker/client.ts';
import type { Answer } from '../../worker/protocol/requests.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import type { KeptRunsSlice } from './keptRunsSlice.ts';
import { textOf } from './runErrors.ts';

/** What goes with the runs of a project file. */
export interface ProjectChoice {
  /** The data sets, as far as they are stored. */
  readonly withData: boolean;
  readonly withNetworks: boolean;
}

/** A project file that is being written or read. */
export interface MovingRuns {
  readonly kind: 'export' | 'import';
  /** Null until something is heard. */
  readonly progress: LoadProgress | null;
}

/** What became of the files that a person brought. */
export interface ImportReport {
  /** Ids of runs that were taken in, and of those that were there already with the same content. */
  readonly taken: readonly string[];
  readonly known: readonly string[];
  /** Names of data sets that were taken in. */
  readonly datasets: readonly string[];
  /** Ids of runs that could not be read when they were exported, and were not taken in. */
  readonly unread: readonly string[];
  /** Files of which nothing was taken, and why. */
  readonly refused: readonly {
    readonly file: string;
    readonly message: string;
    readonly remedy: string;
  }[];
}

export interface ProjectSlice {
  /** Null while no project file is written or read. */
  readonly moving: MovingRuns | null;
  /** What the last import came to; null before, and once it is dismissed. */
  readonly importReport: ImportReport | null;
  /** The file with the runs; null where it was cancelled, or could not be made, which is then told. */
  readonly exportRuns: (
    runIds: readonly string[] | 'all',
    choice: ProjectChoice,
  ) => Promise<Blob | null>;
  /** Takes runs in from project files and logs; `importReport` tells what came of it. */
  readonly importRuns: (files: readonly File[]) => Promise<void>;
  readonly cancelMoving: () => void;
  readonly dismissImportReport: () => void;
}

type Tools = SliceTools<
  ProjectSlice & Pick<ShellSlice, 'notify'> & Pick<KeptRunsSlice, 'keptRuns'>
>;

export function projectSlice({ get, set, ask }: Tools): ProjectSlice {
  let abort = new AbortController();
  /** One file at a time. */
  const moving = async <Value>(
    kind: MovingRuns['kind'],
    work: (task: { signal: AbortSignal; onProgress: (progress: LoadProgress) => void }) => Value,
  ): Promise<Awaited<Value> | null> => {
    if (get().moving !== null) return null;
    abort = new AbortController();
    set({ moving: { kind, progress: null } });
    try {
      const onProgress = (progress: LoadProgress) => set({ moving: { kind, progress } });
      return await work({ signal: abort.signal, onProgress });
    } finally {
      set({ moving: null });
    }
  };
  return {
    moving: null,
    importReport: null,
    exportRuns: (runIds, choice) =>
      moving('export', async (task) => {
        try {
          const { archive, ...lost } = await ask('export-runs', { runIds, ...choice }, task);
          const message = lossInWords(lost);
          if (message !== '') {
            get().notify({ tone: 'warning', title: 'Not all was exported', message });
          }
          return archive;
        } catch (error) {
          if (isCancelled(error)) return null;
          const { message, remedy } = textOf(error);
          const title = 'The runs were not exported';
          get().notify({ tone: 'error', title, message: `${message} ${remedy}`.trim() });
          return null;
        }
      }),
    importRuns: async (files) => {
      await moving('import', async (task) => {
        let report: ImportReport = { taken: [], known: [], datasets: [], unread: [], refused: [] };
        for (const file of files) {
          try {
            const answer = await ask('import-runs', { file }, task);
            set({ keptRuns: answer.runs });
            report = {
              ...report,
              taken: [...report.taken, ...answer.taken],
              known: [...report.known, ...answer.known],
              datasets: [...report.datasets, ...answer.datasets],
              unread: [...report.unread, ...answer.unread],
            };
          } catch (error) {
            if (isCancelled(error)) break;
            const refusal = { file: file.name, ...textOf(error) };
            report = { ...report, refused: [...report.refused, refusal] };
          }
        }
        set({ importReport: report });
      });
    },
    cancelMoving: () => abort.abort(),
    dismissImportReport: () => set({ importReport: null }),
  };
}

/** Nothing where all is well. */
function lossInWords({ unread, withoutNetwork }: Omit<Answer<'export-runs'>, 'archive'>): string {
  const sentences: string[] = [];
  if (unread.length > 0) {
    sentences.push(
      `Runs that cannot be read here: ${unread.join(', ')}. The file holds what is left of them, which no import takes in: do not delete them here.`,
    );
  }
  if (withoutNetwork.length > 0) {
    sentences.push(
      `Runs of which a trained network is damaged, and was left out: ${withoutNetwork.join(', ')}.`,
    );
  }
  return sentences.join(' ');
}

const isCancelled = (error: unknown): boolean => error instanceof WorkerError && error.cancelled;
