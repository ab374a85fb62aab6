/**
 * What will run: a cell for each setting, which holds its seeds. A press leaves it out or takes it back,
 * on a head the whole row or column; arrows and Space do the same.
 */
import { TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { type GridCell, type SweepGrid, withCells } from '../../analysis/sweeps/sweepGrid.ts';
import { formatCounted } from '../../lib/numberFormat.ts';
import { optionAt } from '../../spec/options.ts';
import { fieldOfAxis, type SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { withLeaveOut } from '../../store/sweeps/sweepDraft.ts';
import { actions } from '../../store/useWorkbench.ts';
import styles from './SettingsGrid.module.css';
import { useFreezing } from './useFreezing.ts';

interface SettingsGridProps {
  readonly value: SweepSpec;
  readonly grid: SweepGrid;
}

export function SettingsGrid({ value, grid }: SettingsGridProps) {
  const table = useRef<HTMLTableElement>(null);
  const { rows, heads, columns, leftOut } = grid;
  const seeds = value.seeds.length;
  const freezing = useFreezing();
  const warnings = new Map(
    rows.flatMap(({ cells }) => cells.map((cell) => [cell.key, freezing(cell.spec)] as const)),
  );
  const isWarned = rows.some(({ cells }) =>
    cells.some(({ key, isLeftOut }) => !isLeftOut && warnings.get(key)),
  );
  /** Leaves all of them out, or takes them back where all are out already. */
  const toggle = (cells: readonly GridCell[]) => {
    const isOut = cells.every(({ isLeftOut }) => isLeftOut);
    const keys = new Set(cells.map(({ key }) => key));
    actions().editSweep((sweep) => withLeaveOut(sweep, withCells(sweep, grid, keys, !isOut)));
  };
  const ofColumns = (from: number, span: number) =>
    rows.flatMap(({ cells }) =>
      cells.filter(({ column, span: own }) => column >= from && column + own <= from + span),
    );
  const wrong = rows.flatMap(({ cells }) =>
    cells.filter(({ issue, isLeftOut }) => issue !== null && !isLeftOut),
  );
  return (
    <section aria-labelledby="what-runs" className={styles.section}>
      <header className={styles.head}>
        <div>
          <h2 id="what-runs" className={styles.title}>
            What will run
          </h2>
          <p className={styles.note}>
            seeds in each cell; press one to leave it out or take it back
          </p>
        </div>
        {isWarned && (
          <p className={styles.legend} data-warned>
            <TriangleAlert size={13} aria-hidden="true" />
            <span>
              may freeze: <i>μ·ε</i> ≥ ½
            </span>
          </p>
        )}
        {leftOut > 0 && (
          <p className={styles.legend}>
            <span className={styles.swatch} aria-hidden="true" />
            left out: {formatCounted(leftOut * seeds, 'run')}
          </p>
        )}
      </header>
      <div className={styles.scroll}>
        <table
          ref={table}
          className={styles.grid}
          aria-labelledby="what-runs"
          onKeyDown={(event) => moveFocus(event, table.current)}
        >
          <thead>
            {heads.map((ofAxis, level) => {
              let from = 0;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line of heads for each axis, in their order
                <tr key={level}>
                  <td />
                  {ofAxis.map(({ name, span }) => {
                    const start = from;
                    from += span;
                    return (
                      <th key={start} colSpan={span} scope={span > 1 ? 'colgroup' : 'col'}>
                        <HeadButton
                          text={name}
                          cells={ofColumns(start, span)}
                          onPress={toggle}
                          isInner={level === heads.length - 1}
                        />
                      </th>
                    );
                  })}
                </tr>
              );
            })}
          </thead>
          <tbody>
            {rows.map(({ name, cells }, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line for each value of the first axis, in their order
              <tr key={row}>
                <th scope="row">
                  <HeadButton text={name} cells={cells} onPress={toggle} isInner />
                </th>
                {placed(cells, columns).map(({ cell, column, span }) => (
                  <td
                    key={column}
                    colSpan={span}
                    title={(cell !== null && warnings.get(cell.key)) || undefined}
                  >
                    {cell !== null && (
                      <CellButton
                        cell={cell}
                        seeds={seeds}
                        words={unknownWords(value, cell)}
                        mayFreeze={Boolean(warnings.get(cell.key))}
                        onPress={() => toggle([cell])}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {wrong.length > 0 && (
        <ul className={styles.wrong}>
          {wrong.slice(0, 4).map(({ key, name, issue }) => (
            <li key={key}>
              <b>{name}</b>: {issue}. Change it, or press its cell to leave it out.
            </li>
          ))}
          {wrong.length > 4 && <li>and {formatCounted(wrong.length - 4, 'more setting')}</li>}
        </ul>
      )}
    </section>
  );
}

interface HeadButtonProps {
  readonly text: string;
  readonly cells: readonly GridCell[];
  readonly isInner: boolean;
  readonly onPress: (cells: readonly GridCell[]) => void;
}

function HeadButton({ text, cells, isInner, onPress }: HeadButtonProps) {
  if (cells.length === 0) return text;
  return (
    <AriaButton
      className={styles.headButton}
      data-inner={isInner || undefined}
      onPress={() => onPress(cells)}
    >
      {text}
    </AriaButton>
  );
}

interface CellButtonProps {
  readonly cell: GridCell;
  readonly seeds: number;
  /** What it does not know; empty for nothing. */
  readonly words: string;
  /** Whether its importance may stay as it is; it can be trained all the same. */
  readonly mayFreeze: boolean;
  readonly onPress: () => void;
}

function CellButton({ cell, seeds, words, mayFreeze, onPress }: CellButtonProps) {
  const { name, isLeftOut, issue, unknownAxes } = cell;
  const state = isLeftOut ? 'left out' : issue === null ? formatCounted(seeds, 'seed') : issue;
  const isWarned = mayFreeze && !isLeftOut;
  return (
    <AriaButton
      className={styles.cell}
      aria-label={`${name}: ${state}${isWarned ? ', may freeze' : ''}`}
      data-warned={isWarned || undefined}
      data-out={isLeftOut || undefined}
      data-wrong={(!isLeftOut && issue !== null) || undefined}
      data-wide={unknownAxes.length > 0 || undefined}
      onPress={onPress}
    >
      {isLeftOut ? '' : issue === null ? <b>{seeds}</b> : <b>!</b>}
      {words !== '' && !isLeftOut && <span className={styles.words}>{words}</span>}
    </AriaButton>
  );
}

/** The cells of a row with the gaps between them. */
function placed(cells: readonly GridCell[], columns: number) {
  const all: { cell: GridCell | null; column: number; span: number }[] = [];
  let at = 0;
  for (const cell of cells) {
    if (cell.column > at) all.push({ cell: null, column: at, span: cell.column - at });
    all.push({ cell, column: cell.column, span: cell.span });
    at = cell.column + cell.span;
  }
  if (at < columns) all.push({ cell: null, column: at, span: columns - at });
  return all;
}

/** `knows neither μ nor update, so one column` */
function unknownWords({ axes }: SweepSpec, { unknownAxes, span }: GridCell): string {
  if (unknownAxes.length === 0 || span < 3) return '';
  const names = unknownAxes.map((place) => {
    const axis = axes[place];
    const field = fieldOfAxis(axis);
    const option = field === axis.name ? optionAt(field) : null;
    return option?.symbol ?? option?.label.toLowerCase() ?? axis.name;
  });
  const [last] = names.slice(-1);
  const list =
    names.length === 1
      ? `does not know ${last}`
      : `knows neither ${names.slice(0, -1).join(', ')} nor ${last}`;
  return `${list}, so one column`;
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrows go from button to button of the grid, by where they stand. */
function moveFocus(event: KeyboardEvent, table: HTMLTableElement | null): void {
  const step = steps[event.key];
  const from = document.activeElement;
  if (step === undefined || table === null || !(from instanceof HTMLElement)) return;
  const [right, down] = step;
  const own = centreOf(from);
  const others = [...table.querySelectorAll('button')].filter((one) => one !== from);
  const ahead = others.flatMap((button) => {
    const { x, y } = centreOf(button);
    const along = right * (x - own.x) + down * (y - own.y);
    const aside = Math.abs(right === 0 ? x - own.x : y - own.y);
    return along > 2 && (right === 0 || aside < 4) ? [{ button, cost: along + 2 * aside }] : [];
  });
  if (ahead.length === 0) return;
  event.preventDefault();
  ahead.reduce((best, one) => (one.cost < best.cost ? one : best)).button.focus();
}

function centreOf(element: Element): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
