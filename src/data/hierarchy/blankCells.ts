/**
 * Blank cells of a table of classes with their groups: sheets leave a cell blank where it is as the
 * one above it, and give groups rows of their own above those of their classes.
 */
import { quoted } from '../limits.ts';
import type { TextRow } from './textRows.ts';
import { treeError } from './treeShape.ts';

const allowed = 'a group in every row, or blank cells where it is as in the row above';

type Refuse = (row: TextRow, column: number, found: string) => Error;

/**
 * The rows of classes with each blank cell filled by the one above it, as long as the coarser
 * groups of its row are as above too: groups are the coarser, the further they stand from the
 * classes. Rows without a class only name groups. Columns that are blank throughout stay so.
 * @throws DataError where nothing stands above a blank cell, where a coarser group begins in its
 * row, and where its row repeats a coarser group and its column its own groups: blank may then mean
 * no group.
 */
export function withoutBlanks(
  file: string,
  rows: readonly TextRow[],
  classColumn: number,
  nameOf: (column: number) => string,
): TextRow[] {
  if (rows.every(({ cells }) => !cells.includes(''))) return [...rows];
  const refuse: Refuse = ({ line }, column, found) =>
    treeError(
      file,
      `line ${line}, ${nameOf(column)}`,
      found,
      'write its group into the cell, or leave the column out',
      allowed,
    );
  const filler = new Filler(rows, classColumn, refuse);
  return rows.map((row) => filler.filled(row)).filter(({ cells }) => cells[classColumn] !== '');
}

/** Goes down the rows and keeps what stands above in each column. */
class Filler {
  /** The columns on either side of the classes, the coarsest first. */
  private readonly sides: readonly (readonly number[])[];
  private readonly above: (string | null)[];
  /** Columns that say a group again in the next row. */
  private readonly repeats: ReadonlySet<number>;

  constructor(
    rows: readonly TextRow[],
    private readonly classColumn: number,
    private readonly refuse: Refuse,
  ) {
    const columns = [...rows[0].cells.keys()];
    const isUsed = (column: number) => rows.some(({ cells }) => cells[column] !== '');
    const used = columns.filter((column) => column !== classColumn && isUsed(column));
    this.sides = [
      used.filter((column) => column < classColumn),
      used.filter((column) => column > classColumn).reverse(),
    ];
    this.above = columns.map(() => null);
    this.repeats = new Set(
      used.filter((column) =>
        rows.some(
          ({ cells }, at) =>
            at > 0 && cells[column] !== '' && cells[column] === rows[at - 1].cells[column],
        ),
      ),
    );
  }

  filled(row: TextRow): TextRow {
    const cells = [...row.cells];
    for (const side of this.sides) this.fillSide(row, side, cells);
    return { ...row, cells };
  }

  private fillSide(row: TextRow, side: readonly number[], cells: string[]): void {
    const isGroup = row.cells[this.classColumn] === '';
    let coarser: string | null = null;
    side.forEach((column, depth) => {
      const own = row.cells[column];
      const before = this.above[column];
      if (own !== '') {
        if (own !== before) for (const finer of side.slice(depth + 1)) this.above[finer] = null;
        this.above[column] = own;
        coarser = own;
        return;
      }
      if (isGroup) return;
      if (before === null) {
        const found =
          coarser === null
            ? 'the cell is blank, and so are all above it'
            : `the cell is blank where the group ${quoted(coarser)} begins`;
        throw this.refuse(row, column, found);
      }
      if (coarser !== null && this.repeats.has(column)) {
        const found = `the cell is blank, where others say ${quoted(before)} again: it may be in that group or in none`;
        throw this.refuse(row, column, found);
      }
      cells[column] = before;
    });
  }
}
