/** What the page of runs is made from, and what its parts share. */
import type { ReactNode } from 'react';
import type { LibraryLine } from '../../analysis/library/libraryLines.ts';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import type { StorageFacts } from '../../views/runs/storageFacts.ts';
import type { RunQuestion } from './dialogs/runQuestion.ts';
import type { RunListTools } from './list/runListTools.ts';
import type { RunsActions } from './runsActions.ts';
import type { UnreadableRun } from './unreadableRun.ts';
import type { RunsView } from './useRunsView.ts';

export interface RunsSheetProps {
  readonly runs: readonly LibraryRun[];
  readonly unreadable: readonly UnreadableRun[];
  readonly storage: StorageFacts;
  /** Whether a run is under way here, so that no other can go on. */
  readonly isBusy: boolean;
  readonly isPaused: boolean;
  /** How many runs were deleted last and can be brought back. */
  readonly trashed: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timeLeft: RunListTools['timeLeft'];
  readonly tiles: RunListTools['tiles'];
  /** What stands for comparisons and their queue. */
  readonly comparisons: ReactNode;
  readonly on: RunsActions;
}

export interface RunsParts extends RunsSheetProps {
  readonly view: RunsView;
  readonly ask: (question: RunQuestion) => void;
  readonly rename: (line: LibraryLine) => void;
}
