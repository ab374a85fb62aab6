/** Products of transformed tiles and a transformed filter, position by position. */
import { panelColumns } from './panelOutput';
import { halfPanel, wholePanel } from './tileRows';

/**
 * Bytes from the panels of one position to the next's: a line of a cache more than they have, without
 * which all would fall to the same few places of it.
 */
export function panelsSize(inner: i32, outputs: i32): usize {
  const panels = (outputs + panelColumns - 1) / panelColumns;
  return ((<usize>(panels * inner * panelColumns)) << 2) + 64;
}

/** Products of a position's tiles and panels; up to three rows beyond the last tile are computed too. */
export function multiplyTiles(
  seen: usize,
  panels: usize,
  products: usize,
  count: i32,
  inner: i32,
  outputs: i32,
): void {
  const row = (<usize>inner) << 2;
  const toRow = (<usize>outputs) << 2;
  let column = 0;
  for (; column + panelColumns <= outputs; column += panelColumns) {
    wholePanel(seen, row, panels, products, toRow, count);
    panels += <usize>panelColumns * row;
    products += (<usize>panelColumns) << 2;
  }
  if (column < outputs) halfPanel(seen, row, panels, products, toRow, count);
}
