import type { ResultsTable, SettingRow } from '../../../analysis/results/resultsTable.ts';
import {
  cellSentence,
  markText,
  reachText,
  valueText,
} from '../../../analysis/results/resultTexts.ts';
import { seedsText } from '../../../analysis/results/seedsText.ts';
import type { RowLink } from '../rowLink.ts';
import type { MeasureAxis } from './measureAxis.ts';
import { ResultMark } from './ResultMark.tsx';
import styles from './ResultsGrid.module.css';

interface SettingLineProps {
  readonly table: ResultsTable;
  readonly row: SettingRow;
  readonly axes: readonly (MeasureAxis | null)[];
  readonly isBaseline: boolean;
  readonly link: RowLink;
  readonly onBaseline: (key: string) => void;
  readonly onCell: (key: string, column: number) => void;
}

/** A setting: its circle, its name, and a cell a measure. */
export function SettingLine(props: SettingLineProps) {
  const { table, row, axes, isBaseline, link, onBaseline, onCell } = props;
  const { key, name, note, seeds, isOpen, cells } = row;
  const against = row.against === null ? null : table.rows[row.against];
  const isHeld = link.held === key;
  const told = note === null ? name : `${name}, ${note}`;
  return (
    <tr
      data-held={isHeld || undefined}
      data-lit={link.lit === key || undefined}
      onPointerEnter={() => link.hover(key)}
      onPointerLeave={() => link.hover(null)}
    >
      <td className={styles.circle}>
        <label>
          <input
            type="radio"
            name="baseline"
            aria-label={`Measure against ${told}`}
            checked={isBaseline}
            onChange={() => onBaseline(key)}
          />
        </label>
      </td>
      <th scope="row" className={styles.name}>
        <button type="button" aria-pressed={isHeld} onClick={() => link.hold(isHeld ? null : key)}>
          <span>
            <b>{name}</b>
            {isBaseline && <small> baseline</small>}
            {isOpen && <small> still going</small>}
          </span>
          {note !== null && <span className={styles.note}>{note}</span>}
        </button>
      </th>
      {cells.map((cell, column) => {
        const measure = table.measures[column];
        const axis = axes[column];
        const verdict = cell.difference?.verdict;
        return (
          <td key={measure} className={styles.cell}>
            <button
              type="button"
              aria-label={cellSentence(measure, row, cell, against?.name ?? '')}
              onClick={() => onCell(key, column)}
            >
              <span className={styles.numbers} data-bold={verdict === 'better' || undefined}>
                <b>{valueText(measure, cell.mean)}</b>
                <small>{reachText(measure, cell)}</small>
                <em data-verdict={verdict}>{markText(measure, cell.difference)}</em>
              </span>
              {axis !== null && (
                <ResultMark
                  cell={cell}
                  axis={axis}
                  against={against?.cells[column].mean ?? null}
                  isOpen={isOpen}
                  withSeeds={link.lit === key}
                />
              )}
            </button>
          </td>
        );
      })}
      <td className={styles.seeds} title={seedsText(seeds)}>
        {seeds.length}
      </td>
    </tr>
  );
}
