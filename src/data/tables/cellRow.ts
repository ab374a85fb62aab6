/** A row's cells, without blanks around them, and the line that it begins in, from 1. */
export interface CellRow {
  readonly line: number;
  readonly cells: readonly string[];
}
