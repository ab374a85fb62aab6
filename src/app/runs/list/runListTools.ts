/** What every row of the list of runs can use, whichever run it shows. */
import { createContext, type ReactNode } from 'react';
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';

export interface RunListTools {
  /** Milliseconds since 1970, by which days are told. */
  readonly now: number;
  /** How long a run under way here still takes; empty for others. */
  readonly timeLeft: (runId: string) => string;
  /** The key of the line that is being renamed. */
  readonly renaming: string | null;
  /** A new title, empty for none; null leaves it as it was. */
  readonly onRenamed: (line: LibraryLine, title: string | null) => void;
  /** What can be pressed at the end of a line. */
  readonly actions: (line: LibraryLine) => ReactNode;
  /** The menu of a line, open at what it was opened by. */
  readonly menu: (line: LibraryLine, trigger: HTMLElement, onClose: () => void) => ReactNode;
  /** What stands below a line on a narrow page, as it cannot wait for the menu. */
  readonly foot: (line: LibraryLine) => ReactNode;
  /** Pictures of classes for the head of a group of a data set; null where there are none. */
  readonly tiles: (datasetHash: string) => ReactNode;
}

export const RunListContext = createContext<RunListTools>({
  now: 0,
  timeLeft: () => '',
  renaming: null,
  onRenamed: () => {},
  actions: () => null,
  menu: () => null,
  foot: () => null,
  tiles: () => null,
});
