/** A chart as a table, to read and to copy as CSV, Markdown or LaTeX. */
import { cellContent, isBold } from '../../../analysis/tables/textTable.ts';
import { CopyButtons } from './CopyButtons.tsx';
import styles from './FigureFrame.module.css';
import type { FigureCell, FigureTable } from './figureTable.ts';

interface TableViewProps {
  readonly name: string;
  readonly table: FigureTable;
}

/** A chart's numbers, scrolling within the chart's room, with buttons that copy them. */
export function TableView({ name, table }: TableViewProps) {
  return (
    <div className={styles.tableView}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={`${name}, table`} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              {table.columns.map(({ label, colour }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
                <th key={index} scope="col" style={colour ? { color: colour } : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity
              <TableRow key={index} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      <CopyButtons table={table} />
    </div>
  );
}

function TableRow({ row: [heading, ...cells] }: { readonly row: readonly FigureCell[] }) {
  return (
    <tr>
      <th scope="row">
        <bdi>{cellContent(heading) ?? '–'}</bdi>
      </th>
      {cells.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells are told apart by their column only
        <td key={index}>
          {isBold(cell) ? <b>{cellContent(cell)}</b> : (cellContent(cell) ?? '–')}
        </td>
      ))}
    </tr>
  );
}
