/** Draws a confusion matrix: mistakes in heat colours, right answers in grey. */

import type { FoldedConfusions, MatrixCell } from '../../../analysis/mistakes/confusionMatrix.ts';
import type { DrawingContext } from '../../kit/canvasDrawings.ts';
import { heatColour, parseHex, type Rgb } from '../../kit/colours/heat.ts';

export interface MatrixColours {
  readonly ground: string;
  readonly right: string;
  readonly line: string;
  readonly ink: string;
  readonly onDark: string;
  readonly heat: readonly Rgb[];
  readonly difference: readonly Rgb[];
}

export function readMatrixColours(element: Element): MatrixColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ground: token('tile'),
    right: token('ink-3'),
    line: token('ink-3'),
    ink: token('ink'),
    onDark: token('sheet'),
    // The palest stop is the ground's: a single mistake must be seen.
    heat: [1, 2, 3, 4, 5, 6, 7].map((stop) => parseHex(token(`heat-${stop}`))),
    difference: [0, 1, 2, 3, 4, 5, 6].map((stop) => parseHex(token(`difference-${stop}`))),
  };
}

/** Cells of at least so many CSS pixels show their counts. */
const roomyCell = 17;

/** @param side of the matrix in CSS pixels. @param breaks places before which another group begins. */
export function drawMatrix(
  context: DrawingContext,
  matrix: FoldedConfusions,
  breaks: readonly number[],
  colours: MatrixColours,
  { side, ratio }: { readonly side: number; readonly ratio: number },
): void {
  const size = matrix.items.length;
  context.fillStyle = colours.ground;
  context.globalAlpha = 0.6;
  context.fillRect(0, 0, side, side);
  context.globalAlpha = 1;
  const step = side / size;
  const edge = (place: number) => Math.round(place * step * ratio) / ratio;
  const gap = step >= 5 ? 1 : 0;
  // Of cells that share a pixel the largest is seen.
  const cells = matrix.cells.toSorted((a, b) => weightOf(a) - weightOf(b));
  for (const cell of cells) {
    const fill = cellColour(cell, matrix, colours);
    if (fill === null) continue;
    const [x, y] = [edge(cell.column), edge(cell.row)];
    context.globalAlpha = fill.alpha;
    context.fillStyle = fill.colour;
    const width = Math.max(1 / ratio, edge(cell.column + 1) - x - gap);
    context.fillRect(x, y, width, Math.max(1 / ratio, edge(cell.row + 1) - y - gap));
  }
  context.globalAlpha = 1;
  drawGroups(context, breaks, colours, { step, side });
  if (step >= roomyCell) drawCounts(context, matrix, colours, step);
}

const weightOf = ({ row, column, share, difference }: MatrixCell) =>
  row === column ? -1 : Math.abs(difference ?? share);

/** Null where nothing is to be seen. */
function cellColour(
  { row, column, count, share, difference }: MatrixCell,
  { largest, largestDifference }: FoldedConfusions,
  colours: MatrixColours,
): { colour: string; alpha: number } | null {
  if (difference !== null) {
    if (difference === 0 || largestDifference === 0) return null;
    // Fewer errors, and more right answers, are better.
    const better = row === column ? difference : -difference;
    const place = 0.5 + 0.5 * Math.max(-1, Math.min(1, better / largestDifference));
    return { colour: heatColour(colours.difference, place), alpha: 1 };
  }
  if (count === 0) return null;
  if (row === column) return { colour: colours.right, alpha: 0.15 + 0.35 * share };
  return { colour: heatColour(colours.heat, Math.sqrt(share / largest)), alpha: 1 };
}

/** A frame round each group on the diagonal. */
function drawGroups(
  context: DrawingContext,
  breaks: readonly number[],
  { line }: MatrixColours,
  { step, side }: { readonly step: number; readonly side: number },
): void {
  if (breaks.length === 0) return;
  context.strokeStyle = line;
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  const ends = [...breaks.map((place) => place * step), side];
  let from = 0;
  for (const to of ends) {
    context.strokeRect(
      from + 0.5,
      from + 0.5,
      Math.max(1, to - from - 1),
      Math.max(1, to - from - 1),
    );
    from = to;
  }
  context.globalAlpha = 1;
}

function drawCounts(
  context: DrawingContext,
  { cells, largest }: FoldedConfusions,
  colours: MatrixColours,
  step: number,
): void {
  context.font = `${Math.min(12, step * 0.55)}px "Inter Variable", system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { row, column, count, share, difference, otherCount } of cells) {
    const number = difference === null ? count : count - otherCount;
    if (number === 0) continue;
    const isDark = difference === null && row !== column && Math.sqrt(share / largest) > 0.45;
    context.fillStyle = isDark ? colours.onDark : colours.ink;
    const text = difference !== null && number > 0 ? `+${number}` : String(number);
    context.fillText(text, (column + 0.5) * step - 0.5, (row + 0.5) * step);
  }
}
