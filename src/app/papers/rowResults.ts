import type { OwnResults } from '../../analysis/papers/ownResults.ts';
import type { PaperRow } from '../../spec/papers/exhibit.ts';

/** A published row with one’s own results beside it. */
export interface RowResults {
  readonly row: PaperRow;
  readonly own: readonly OwnResults[];
}
