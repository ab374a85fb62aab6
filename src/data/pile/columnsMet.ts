/** The columns of all tables that name images, and whether the chosen one of labels is among them. */
import { quoted } from '../limits.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { type NameTable, nameOfColumn } from '../tables/nameTable.ts';
import { listedColumns, otherColumn } from '../tables/tableColumns.ts';
import { type TablePlace, tableError } from '../tables/tableRows.ts';
import type { PileTable } from './pileTable.ts';

export class ColumnsMet {
  private readonly names = new Set<string>();
  private isChosen = false;

  add({ header, rows, fileColumn, isChosen }: NameTable): void {
    for (const [column] of (rows[0]?.cells ?? []).entries())
      if (column !== fileColumn) this.names.add(nameOfColumn(header, column));
    if (isChosen) this.isChosen = true;
  }

  /**
   * @param places the tables that may have the column, and last what holds the images, at least.
   * @throws DataError where a column was chosen that no table has.
   */
  checkChosen({ label }: ReadingChoices, places: readonly (PileTable | TablePlace)[]): void {
    if (label === undefined || this.isChosen) return;
    const [place] = places;
    const known =
      this.names.size === 0
        ? 'tables that name images and label them'
        : listedColumns([...this.names]);
    const line = places.length > 1 ? 'line 1' : null;
    throw tableError(place, line, `no column ${quoted(label)} of labels`, known, otherColumn);
  }
}
