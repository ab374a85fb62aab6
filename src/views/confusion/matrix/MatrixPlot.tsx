/**
 * The cells of the confusion matrix on a canvas, with the names of its rows at the left. The pointer
 * lights a row and a column, pressing holds a cell, arrows walk from cell to cell.
 */

import { type KeyboardEvent, type PointerEvent, useCallback, useMemo, useState } from 'react';
import type { FoldedConfusions } from '../../../analysis/mistakes/confusionMatrix.ts';
import type { ConfusionGroup } from '../../../analysis/mistakes/confusionOrder.ts';
import type { Draw } from '../../kit/canvasDrawings.ts';
import { limbColour } from '../../kit/colours/limbColour.ts';
import { useCanvas } from '../../kit/useCanvas.ts';
import { leftOnPage } from '../../takeaway/leftOnPage.ts';
import styles from './ConfusionMatrix.module.css';
import { drawMatrix, readMatrixColours } from './drawMatrix.ts';
import { cellText, groupName, itemName } from './matrixWords.ts';

/** A cell by its place in the matrix as it is folded. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

interface MatrixPlotProps {
  readonly matrix: FoldedConfusions;
  readonly groups: readonly ConfusionGroup[];
  readonly classes: readonly string[];
  readonly width: number;
  readonly held: CellPlace | null;
  readonly onHold: (place: CellPlace | null) => void;
  readonly onFold: (group: number) => void;
}

/** Rows of at least so many pixels have a name each. */
const roomyRow = 9.5;
/** Names of groups stand so far apart at least. */
const nameHeight = 16;
const stripWidth = 12;

export function MatrixPlot(props: MatrixPlotProps) {
  const { matrix, groups, classes, width, held, onHold, onFold } = props;
  const { items, images, cells } = matrix;
  const size = items.length;
  const axis = Math.min(132, Math.max(64, width * 0.2));
  const side = Math.max(120, Math.min(680, width - axis - stripWidth));
  const step = side / size;
  const spans = useMemo(() => spansOf(matrix), [matrix]);
  const [pointed, point] = useState<CellPlace | null>(null);
  const cellAt = useMemo(
    () => new Map(cells.map((cell) => [cell.row * size + cell.column, cell])),
    [cells, size],
  );
  const draw = useCallback<Draw>(
    (context, ratio) => {
      const breaks = spans.length > 1 ? spans.slice(1).map(({ from }) => from) : [];
      drawMatrix(context, matrix, breaks, readMatrixColours(context.canvas), { side, ratio });
    },
    [matrix, spans, side],
  );
  const canvas = useCanvas(side, side, draw);
  const lit = pointed ?? held;
  const names = useMemo(
    () => items.map((item) => itemName(item, groups, classes)),
    [items, groups, classes],
  );
  const nameOf = (group: number) => {
    const named = groups.find((one) => one.group === group);
    return named === undefined ? '' : groupName(named, classes);
  };
  const text =
    lit === null || lit.row >= size || lit.column >= size
      ? 'Point at a cell for its count, press it to see its images.'
      : cellText(
          names[lit.row],
          names[lit.column],
          cellAt.get(lit.row * size + lit.column) ?? null,
          images[lit.row],
        );
  const under = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): CellPlace => {
    const { left, top } = currentTarget.getBoundingClientRect();
    const place = (at: number) => Math.min(size - 1, Math.max(0, Math.floor(at / step)));
    return { row: place(clientY - top), column: place(clientX - left) };
  };
  const onKey = (event: KeyboardEvent) => {
    const move = moves[event.key];
    const from = held ?? pointed;
    if (move !== undefined) {
      const clamp = (at: number) => Math.min(size - 1, Math.max(0, at));
      const next =
        from === null
          ? { row: 0, column: 0 }
          : { row: clamp(from.row + move[0]), column: clamp(from.column + move[1]) };
      point(null);
      onHold(next);
    } else if (event.key === 'Enter' && from !== null) onHold(from);
    else if (event.key === 'Backspace' && from !== null) onFold(items[from.row].group);
    else if (event.key === 'Escape' && held !== null) onHold(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.plot}>
      <div
        className={styles.matrix}
        style={{ gridTemplateColumns: `${axis}px ${stripWidth}px ${side}px` }}
      >
        <ColumnName
          name={lit === null ? null : (names[lit.column] ?? null)}
          at={((lit?.column ?? 0) + 0.5) / size}
        />
        <RowNames spans={spans} names={names} nameOf={nameOf} step={step} lit={lit} />
        <GroupStrip spans={spans} nameOf={nameOf} step={step} side={side} onFold={onFold} />
        <div
          className={styles.cells}
          style={{ width: side, height: side }}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk the cells, as in a grid of a million
          tabIndex={0}
          role="application"
          aria-roledescription="confusion matrix"
          aria-label={`Confusion matrix, ${size} by ${size}; arrows walk, Enter opens, Backspace folds. ${text}`}
          onPointerMove={(event) => event.pointerType !== 'touch' && point(under(event))}
          onPointerLeave={() => point(null)}
          onPointerUp={(event) => onHold(under(event))}
          onKeyDown={onKey}
        >
          <canvas ref={canvas} className={styles.canvas} />
          {lit !== null && lit.row < size && lit.column < size && (
            <Crosshair
              place={lit}
              step={step}
              side={side}
              isHeld={held !== null && pointed === null}
            />
          )}
        </div>
      </div>
      <p className={styles.hint} aria-live="polite" {...leftOnPage}>
        {text}
      </p>
    </div>
  );
}

const moves: Partial<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** A group's rows in the matrix. */
interface Span {
  readonly group: number;
  readonly from: number;
  readonly to: number;
  readonly isFolded: boolean;
}

function spansOf({ items }: FoldedConfusions): Span[] {
  const spans: Span[] = [];
  items.forEach(({ group, isFolded }, place) => {
    const last = spans.at(-1);
    if (last?.group === group) spans[spans.length - 1] = { ...last, to: place + 1 };
    else spans.push({ group, from: place, to: place + 1, isFolded });
  });
  return spans;
}

interface CrosshairProps {
  readonly place: CellPlace;
  readonly step: number;
  readonly side: number;
  readonly isHeld: boolean;
}

function Crosshair({ place: { row, column }, step, side, isHeld }: CrosshairProps) {
  const box = Math.max(isHeld ? 11 : 7, step);
  return (
    <>
      <i
        className={styles.line}
        style={{ top: row * step, height: Math.max(1, step), width: side }}
      />
      <i
        className={styles.line}
        style={{ left: column * step, width: Math.max(1, step), height: side }}
      />
      <i
        className={isHeld ? `${styles.box} ${styles.held}` : styles.box}
        style={{
          left: (column + 0.5) * step - box / 2,
          top: (row + 0.5) * step - box / 2,
          width: box,
          height: box,
        }}
      />
    </>
  );
}

interface ColumnNameProps {
  /** Null while no cell is pointed at or held. */
  readonly name: string | null;
  /** Where the column's middle lies, as a share of the matrix's width. */
  readonly at: number;
}

/** The name of the column that is pointed at or held, above it; rows have theirs at the left. */
function ColumnName({ name, at }: ColumnNameProps) {
  const share = `${at * 100}%`;
  return (
    <div className={styles.columnAxis} aria-hidden>
      {name !== null && (
        <span
          className={styles.columnName}
          style={{ left: share, transform: `translateX(-${share})` }}
        >
          <bdi>{name}</bdi>
        </span>
      )}
    </div>
  );
}

interface AxisProps {
  readonly spans: readonly Span[];
  readonly nameOf: (group: number) => string;
  readonly step: number;
}

/** A name a row where they fit, else one a group, as many as fit. */
function RowNames({
  spans,
  names,
  nameOf,
  step,
  lit,
}: AxisProps & { readonly names: readonly string[]; readonly lit: CellPlace | null }) {
  if (step >= roomyRow) {
    return (
      <div className={styles.axis} aria-hidden>
        {names.map((name, row) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            key={row}
            className={lit?.row === row ? `${styles.name} ${styles.litName}` : styles.name}
            style={{ top: (row + 0.5) * step, fontSize: Math.min(12, step) }}
          >
            <bdi>{name}</bdi>
          </span>
        ))}
      </div>
    );
  }
  let free = 0;
  const shown = spans.filter(({ from, to }) => {
    const middle = ((from + to) / 2) * step;
    if (spans.length < 2 || middle < free) return false;
    free = middle + nameHeight;
    return true;
  });
  return (
    <div className={styles.axis} aria-hidden>
      {shown.map(({ group, from, to }) => (
        <span
          key={group}
          className={styles.name}
          style={{ top: Math.max(nameHeight / 2, ((from + to) / 2) * step) }}
        >
          <bdi>{nameOf(group)}</bdi>
        </span>
      ))}
    </div>
  );
}

/** A stripe a group, which folds it and opens it again. */
function GroupStrip({
  spans,
  nameOf,
  step,
  side,
  onFold,
}: AxisProps & { readonly side: number; readonly onFold: (group: number) => void }) {
  if (spans.length < 2) return <div />;
  return (
    <div className={styles.strip} style={{ height: side }}>
      {spans.map(({ group, from, to, isFolded }) => {
        const name = nameOf(group);
        const verb = isFolded ? 'Open' : 'Fold';
        return (
          <button
            key={group}
            type="button"
            // Arrows and Backspace do the same in the matrix: a thousand stops for Tab would be in the way.
            tabIndex={-1}
            aria-label={`${verb} ${name}`}
            title={`${verb} ${name}`}
            className={isFolded ? `${styles.stripe} ${styles.folded}` : styles.stripe}
            style={{
              top: from * step,
              height: Math.max(1, (to - from) * step - 1),
              background: limbColour(group),
            }}
            onClick={() => onFold(group)}
          />
        );
      })}
    </div>
  );
}
