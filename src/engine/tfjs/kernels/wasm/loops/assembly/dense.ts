/**
 * x·W + b for weights that are new at every step: they are packed in panels of eight columns,
 * which costs little beside the product, and four rows of x by one panel are kept in registers.
 * Each output adds its products in the order of the inner dimension, whatever the number of rows.
 */
import { panelColumns } from './panelOutput';
import { eightRows, fourRows, oneRow } from './panelRows';

/** Bytes of a block of rows: they stay in the second cache from panel to panel. */
const blockBytes: usize = 131072;

/**
 * Packs weights, inner × columns, in panels one after another, each inner × 8; columns that are
 * missing in the last one are 0.
 */
export function packPanels(weights: usize, panels: usize, inner: i32, columns: i32): void {
  const row = (<usize>columns) << 2;
  let to = panels;
  let first = 0;
  for (; first + panelColumns <= columns; first += panelColumns) {
    let from = weights + ((<usize>first) << 2);
    for (let k = 0; k < inner; k++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += row;
      to += (<usize>panelColumns) << 2;
    }
  }
  if (first === columns) return;
  const width = columns - first;
  let from = weights + ((<usize>first) << 2);
  memory.fill(to, 0, (<usize>(inner * panelColumns)) << 2);
  for (let k = 0; k < inner; k++) {
    for (let column = 0; column < width; column++) {
      const at = (<usize>column) << 2;
      store<f32>(to + at, load<f32>(from + at));
    }
    from += row;
    to += (<usize>panelColumns) << 2;
  }
}

/** to = x·W + b for x of rows × inner and W in panels, then max(…, 0) with `relu`. b may be 0. */
export function panelProduct(
  x: usize,
  panels: usize,
  bias: usize,
  to: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  relu: bool,
): void {
  const xRow = (<usize>inner) << 2;
  const toRow = (<usize>columns) << 2;
  const minimum = f32x4.splat(relu ? 0 : -Infinity);
  const block = max(8, <i32>(blockBytes / max<usize>(xRow, 4)) & ~7);
  for (let first = 0; first < rows; first += block) {
    multiplyRows(
      x + <usize>first * xRow,
      panels,
      bias,
      to + <usize>first * toRow,
      min(block, rows - first),
      inner,
      columns,
      minimum,
    );
  }
}

function multiplyRows(
  x: usize,
  panels: usize,
  bias: usize,
  to: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  minimum: v128,
): void {
  const panelSize = (<usize>(inner * panelColumns)) << 2;
  const xRow = (<usize>inner) << 2;
  const toRow = (<usize>columns) << 2;
  // A panel stays in the first cache from row to row.
  for (let first = 0, panel = panels; first < columns; first += panelColumns) {
    let row = 0;
    if (columns - first <= 4) {
      for (; row + 8 <= rows; row += 8) {
        const values = x + <usize>row * xRow;
        const target = to + <usize>row * toRow;
        eightRows(values, xRow, panel, inner, bias, first, columns, target, toRow, minimum);
      }
    }
    for (; row + 4 <= rows; row += 4) {
      const values = x + <usize>row * xRow;
      const target = to + <usize>row * toRow;
      fourRows(values, xRow, panel, inner, bias, first, columns, target, toRow, minimum);
    }
    for (; row < rows; row++) {
      const values = x + <usize>row * xRow;
      oneRow(values, panel, inner, bias, first, columns, to + <usize>row * toRow, minimum);
    }
    panel += panelSize;
  }
}
