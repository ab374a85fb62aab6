/** What can be done with kept runs, however the page comes by it. */
import type { LibraryLine } from '../../analysis/library/libraryLines.ts';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import type { ProjectChoice } from '../../store/runs/projectSlice.ts';

export interface RunsActions {
  /** Shows a run as it stands, or follows one that is under way here. */
  readonly open: (run: LibraryRun) => void;
  readonly goOn: (run: LibraryRun) => void;
  /** Asks how many rounds a finished run is to get. */
  readonly addRounds: (run: LibraryRun) => void;
  /** Pauses or continues the run under way here. */
  readonly togglePause: () => void;
  /** Gives the runs of a line a name of their own, empty for none. */
  readonly rename: (line: LibraryLine, title: string) => void;
  readonly describe: (runIds: readonly string[], notes: string) => void;
  readonly trash: (runIds: readonly string[]) => void;
  readonly restore: () => void;
  readonly exportRuns: (runIds: readonly string[] | 'all', choice: ProjectChoice) => void;
  readonly importRuns: () => void;
  readonly compare: (runs: readonly LibraryRun[]) => void;
  readonly askToLast: () => void;
  readonly dropNetworks: (runIds: readonly string[]) => void;
  readonly toData: () => void;
}
