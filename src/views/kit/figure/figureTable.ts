/** The numbers of a chart as a table, on the page and as a file. */
import type { TextCell, TextColumn, TextTable } from '../../../analysis/tables/textTable.ts';

export interface FigureColumn extends TextColumn {
  /** A colour for the heading, as for a round's network. */
  readonly colour?: string;
}

/** Cells are what people read: a number is formatted already; null is a dash; bold stands out. */
export type FigureCell = TextCell;

export interface FigureTable extends TextTable {
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly (readonly FigureCell[])[];
}
