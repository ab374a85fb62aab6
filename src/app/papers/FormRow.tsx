/** A line of a published table: the row as printed, or a form of it, with one’s own results. */
import type { FormLine } from '../../analysis/papers/formLines.ts';
import type { OwnCell } from '../../analysis/papers/ownResults.ts';
import { formatCounted, formatFixed } from '../../lib/numberFormat.ts';
import type { PaperColumn, PaperRow } from '../../spec/papers/exhibit.ts';
import { measured } from '../../spec/presets/measuredErrors.ts';
import { isCollected } from '../../store/runs/resultsSlice.ts';
import { RelativeErrors } from '../../views/papers/RelativeErrors.tsx';
import { Button } from '../controls/Button.tsx';
import styles from './FormRow.module.css';
import { formWords } from './formWords.ts';
import type { PapersActions } from './papersActions.ts';

interface FormRowProps {
  readonly row: PaperRow;
  readonly line: FormLine;
  /** Whether it is the row as printed; others stand under it. */
  readonly isFirst: boolean;
  readonly columns: readonly PaperColumn[];
  readonly on: PapersActions;
}

export function FormRow({ row, line: { form, own }, isFirst, columns, on }: FormRowProps) {
  const { preset, isScaled } = form;
  const words = formWords(form, own?.dataset ?? null);
  const ours = own === null ? measuredErrors(preset.id, columns) : null;
  const values = own?.cells.map((cell) => cell?.mean ?? null) ?? ours;
  const runs = own?.runs ?? [];
  const newest = runs.find((run) => !isCollected(run));
  const name = `${row.data}, ${row.name}${words === '' ? '' : `, ${words}`}`;
  return (
    <tr className={styles.row} data-form={!isFirst || undefined}>
      <th scope="row" className={styles.head}>
        <div className={styles.name}>
          {isFirst ? (
            <>
              <b>{row.data}</b>
              <span className={styles.note}>
                {row.name}
                {words !== '' && `, ${words}`}
              </span>
            </>
          ) : (
            <span className={styles.form}>
              {isScaled && <span className={styles.scaled}>scaled</span>}
              <span className={styles.note}>
                {formWords({ ...form, isScaled: false }, own?.dataset ?? null)}
              </span>
            </span>
          )}
          <span className={styles.note}>{preset.cost}</span>
          {own !== null && <span className={styles.note}>{formatCounted(own.seeds, 'seed')}</span>}
          {ours !== null && <span className={styles.note}>measured by us, one seed</span>}
        </div>
      </th>
      {row.errors.map((error, place) => (
        <td key={columns[place].label}>{isScaled || error === null ? '–' : error.toFixed(2)}</td>
      ))}
      {columns.map(({ label }, place) => (
        <td key={label} className={styles.own}>
          {ours === null ? (
            <OwnValue cell={own?.cells[place] ?? null} />
          ) : (
            <span className={styles.ours}>{formatFixed(ours[place], 2)}</span>
          )}
        </td>
      ))}
      <td>
        {columns[0].networks !== null && <RelativeErrors published={row.errors} own={values} />}
      </td>
      <td className={styles.actions}>
        {newest !== undefined && (
          <Button size="small" aria-label={`Open ${name}`} onPress={() => on.open(newest.id)}>
            Open
          </Button>
        )}
        {(runs.length > 1 || (newest === undefined && runs.length > 0)) && (
          <Button
            size="small"
            aria-label={`Compare ${name}`}
            onPress={() => on.compare(runs.map(({ id }) => id))}
          >
            Compare
          </Button>
        )}
        <Button size="small" aria-label={`Train ${name}`} onPress={() => on.train(preset)}>
          Train
        </Button>
        <Button
          size="small"
          aria-label={`${name} over seeds`}
          onPress={() => on.sweep([preset], preset.title)}
        >
          Seeds…
        </Button>
      </td>
    </tr>
  );
}

function OwnValue({ cell }: { readonly cell: OwnCell | null }) {
  if (cell === null) return <span className={styles.ours}>–</span>;
  return (
    <>
      <b>{formatFixed(cell.mean, 2)}</b>
      {cell.reach !== null && <span className={styles.note}>± {formatFixed(cell.reach, 2)}</span>}
    </>
  );
}

/** What a preset came to in our own hands, in percent by column; null where it was not run. */
function measuredErrors(
  id: string,
  columns: readonly PaperColumn[],
): readonly (number | null)[] | null {
  const found = measured[id];
  if (found === undefined) return null;
  const errors = columns.map(({ rank, networks }) =>
    networks === null ? found.topErrors[String(rank)] : found.ensembleErrors[networks - 1],
  );
  return errors.map((error) => error ?? null);
}
