/** Ψ of a level laid on the cells that there is room for. */
import type { AssignmentLevel } from '../../analysis/groups/assignmentLevel.ts';
import { ranks } from '../../analysis/groups/treeOrder.ts';

/** Values on a grid of cells, row after row; a cell that covers several holds the largest. */
export interface AssignmentGrid {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Ψ in the tree's order, on at most so many cells across and down. */
export function assignmentGrid(
  { assignment, rows, columns }: AssignmentLevel,
  maxAcross: number,
  maxDown: number,
): AssignmentGrid {
  const width = Math.max(1, Math.min(columns.length, Math.floor(maxAcross)));
  const height = Math.max(1, Math.min(rows.length, Math.floor(maxDown)));
  const values = new Float32Array(width * height);
  const across = cellsOf(columns, width);
  const down = cellsOf(rows, height);
  const floors = new Float32Array(height);
  assignment.base.forEach((value, group) => {
    floors[down[group]] = Math.max(floors[down[group]], value);
  });
  floors.forEach((value, row) => {
    values.fill(value, row * width, (row + 1) * width);
  });
  assignment.values.forEach((value, entry) => {
    const cell = down[assignment.groups[entry]] * width + across[assignment.classes[entry]];
    if (value > values[cell]) values[cell] = value;
  });
  return { width, height, values };
}

/** The cell of each item when an order is laid on so many cells. */
function cellsOf(order: readonly number[], cells: number): Int32Array {
  return ranks(order).map((place) => Math.floor((place * cells) / order.length));
}
