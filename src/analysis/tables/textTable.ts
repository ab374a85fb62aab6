/** A table as people read it, whatever it is written as: text, CSV, Markdown, LaTeX or HTML. */

export interface TextColumn {
  readonly label: string;
}

/** A number is one; text is formatted already; null is unknown. */
export type PlainCell = string | number | null;

/** What stands out in its column. CSV knows no bold. */
export interface BoldCell {
  readonly text: string;
  readonly bold: true;
}

export type TextCell = PlainCell | BoldCell;

/** The first column names the rows. */
export interface TextTable {
  readonly columns: readonly TextColumn[];
  readonly rows: readonly (readonly TextCell[])[];
  /** What a reader must know, in sentences for a caption. */
  readonly notes?: readonly string[];
  /** The same for programs, where people read another form: as CSV. */
  readonly numbers?: TextTable;
}

/** What a cell says. */
export function cellContent(cell: TextCell): PlainCell {
  return typeof cell === 'object' && cell !== null ? cell.text : cell;
}

/** Whether a cell stands out. */
export function isBold(cell: TextCell): boolean {
  return typeof cell === 'object' && cell !== null;
}
