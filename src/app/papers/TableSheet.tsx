/** A table of a paper, with one’s own results beside the published numbers as they come in. */
import { Fragment, useMemo, useState } from 'react';
import { formLines } from '../../analysis/papers/formLines.ts';
import { ownResults } from '../../analysis/papers/ownResults.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { tableCsv } from '../../analysis/tables/tableCsv.ts';
import { tableLatex } from '../../analysis/tables/tableLatex.ts';
import type { PaperColumn, PaperTable } from '../../spec/papers/exhibit.ts';
import type { Preset } from '../../spec/presets/preset.ts';
import { CopyButton } from '../../views/kit/figure/CopyButton.tsx';
import { Button } from '../controls/Button.tsx';
import { FormRow } from './FormRow.tsx';
import type { PapersActions } from './papersActions.ts';
import { publishedTableText } from './publishedTableText.ts';
import type { RowResults } from './rowResults.ts';
import styles from './TableSheet.module.css';
import { TableStory } from './TableStory.tsx';

interface TableSheetProps {
  readonly table: PaperTable;
  readonly outcomes: readonly RunOutcome[];
  readonly on: PapersActions;
}

/** One table of errors. */
export function TableSheet({ table, outcomes, on }: TableSheetProps) {
  const results = useMemo(
    () => table.rows.map((row) => ({ row, own: ownResults(row, table.columns, outcomes) })),
    [table, outcomes],
  );
  const scaled = scaledRows(table);
  return (
    <>
      <header className={styles.head}>
        <div className={styles.words}>
          <TableStory table={table} results={results} />
          <p className={styles.caption}>
            {table.caption}. A scaled row keeps the method and shrinks network, data or epochs:
            compare its slope, not its level.
          </p>
        </div>
        <div className={styles.buttons}>
          {scaled !== null && (
            <Button size="small" onPress={() => on.sweep(scaled, `${table.name}, scaled`)}>
              Compare the scaled rows…
            </Button>
          )}
          <CopyButton format="CSV" text={() => tableCsv(publishedTableText(table, results))} />
          <CopyButton format="LaTeX" text={() => tableLatex(publishedTableText(table, results))} />
        </div>
      </header>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <Heads columns={table.columns} />
          {results.map((each) => (
            <RowBody key={each.row.id} {...each} columns={table.columns} on={on} />
          ))}
        </table>
      </div>
    </>
  );
}

/** The scaled form of every row as printed; null where fewer than two rows have one. */
function scaledRows({ rows }: PaperTable): readonly [Preset, ...Preset[]] | null {
  const [first, ...others] = rows.flatMap(({ forms }) =>
    forms.flatMap(({ preset, reading, isScaled }) => (isScaled && reading === null ? preset : [])),
  );
  return others.length === 0 ? null : [first, ...others];
}

function Heads({ columns }: { readonly columns: readonly PaperColumn[] }) {
  return (
    <thead>
      <tr>
        <td />
        <th scope="colgroup" colSpan={columns.length}>
          Published
        </th>
        <th scope="colgroup" colSpan={columns.length} className={styles.yours}>
          Yours, ± 95%
        </th>
        <td />
        <td />
      </tr>
      <tr>
        <td />
        {['published', 'yours'].map((group) => (
          <Fragment key={group}>
            {columns.map(({ label, networks }) => (
              <th
                key={label}
                scope="col"
                style={networks === null ? undefined : { color: `var(--round-${networks}-text)` }}
              >
                {label}
              </th>
            ))}
          </Fragment>
        ))}
        <th scope="col" className={styles.slope}>
          {columns[0].networks === null ? '' : 'relative to one network'}
        </th>
        <td />
      </tr>
    </thead>
  );
}

interface RowBodyProps extends RowResults {
  readonly columns: readonly PaperColumn[];
  readonly on: PapersActions;
}

/** A row as printed, under it its scaled form, what was run of its other forms, and the rest on demand. */
function RowBody({ row, own, columns, on }: RowBodyProps) {
  const [isOpen, setOpen] = useState(false);
  const { shown, hidden } = formLines(row, own);
  const lines = isOpen ? [...shown, ...hidden] : shown;
  return (
    <tbody>
      {lines.map((line, place) => (
        <FormRow
          key={`${line.form.preset.id} ${line.own?.runs[0].datasetHash ?? ''}`}
          row={row}
          line={line}
          isFirst={place === 0}
          columns={columns}
          on={on}
        />
      ))}
      {hidden.length > 0 && (
        <tr>
          <td colSpan={2 * columns.length + 3} className={styles.more}>
            <Button look="link" onPress={() => setOpen(!isOpen)} aria-expanded={isOpen}>
              {isOpen
                ? 'Fewer readings'
                : `${hidden.length} more ${hidden.length === 1 ? 'reading' : 'readings'} of ${row.data}, ${row.name}`}
            </Button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
