import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';
import type { ListGroup } from './listRows.ts';

/** What the list of runs shows, and what is to happen as a person acts on it. */
export interface RunTreeProps {
  readonly groups: readonly ListGroup[];
  /** Ids of runs. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (runIds: ReadonlySet<string>) => void;
  /** Keys of lines whose runs are shown one by one. */
  readonly opened: ReadonlySet<string>;
  readonly onOpened: (keys: ReadonlySet<string>) => void;
  /** A line of one run is to be shown. */
  readonly onOpen: (line: LibraryLine) => void;
  readonly onRename: (line: LibraryLine) => void;
  /** These runs are to be deleted. */
  readonly onDelete: (runIds: readonly string[]) => void;
}
