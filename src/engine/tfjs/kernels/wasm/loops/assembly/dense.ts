/**
 * x·W + b for weights that are new at every step: they are packed in panels of eight columns,
 * which costs little beside the product, and four rows of x by one panel are kept in registers.
 * Each output adds its products in the order of the inner dimension, whatever the number of rows.
 */

/** Columns of a panel. */
const panelColumns: i32 = 8;

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
  const panelSize = (<usize>(inner * panelColumns)) << 2;
  const xRow = (<usize>inner) << 2;
  const toRow = (<usize>columns) << 2;
  const minimum = f32x4.splat(relu ? 0 : -Infinity);
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

function fourRows(
  x: usize,
  xRow: usize,
  panel: usize,
  inner: i32,
  bias: usize,
  first: i32,
  columns: i32,
  to: usize,
  toRow: usize,
  minimum: v128,
): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  const xB = x + xRow;
  const xC = xB + xRow;
  const xD = xC + xRow;
  const end = (<usize>inner) << 2;
  let weights = panel;
  for (let k: usize = 0; k < end; k += 4) {
    const w0 = v128.load(weights);
    const w1 = v128.load(weights, 16);
    const a = v128.load32_splat(x + k);
    const b = v128.load32_splat(xB + k);
    const c = v128.load32_splat(xC + k);
    const d = v128.load32_splat(xD + k);
    a0 = f32x4.add(a0, f32x4.mul(a, w0));
    a1 = f32x4.add(a1, f32x4.mul(a, w1));
    b0 = f32x4.add(b0, f32x4.mul(b, w0));
    b1 = f32x4.add(b1, f32x4.mul(b, w1));
    c0 = f32x4.add(c0, f32x4.mul(c, w0));
    c1 = f32x4.add(c1, f32x4.mul(c, w1));
    d0 = f32x4.add(d0, f32x4.mul(d, w0));
    d1 = f32x4.add(d1, f32x4.mul(d, w1));
    weights += 32;
  }
  put(a0, a1, bias, first, columns, to, minimum);
  put(b0, b1, bias, first, columns, to + toRow, minimum);
  put(c0, c1, bias, first, columns, to + 2 * toRow, minimum);
  put(d0, d1, bias, first, columns, to + 3 * toRow, minimum);
}

/** Of a last panel with four columns at most: the others are not multiplied. */
function eightRows(
  x: usize,
  xRow: usize,
  panel: usize,
  inner: i32,
  bias: usize,
  first: i32,
  columns: i32,
  to: usize,
  toRow: usize,
  minimum: v128,
): void {
  const none = f32x4.splat(0);
  let a = none;
  let b = none;
  let c = none;
  let d = none;
  let e = none;
  let f = none;
  let g = none;
  let h = none;
  const xB = x + xRow;
  const xC = xB + xRow;
  const xD = xC + xRow;
  const xE = xD + xRow;
  const xF = xE + xRow;
  const xG = xF + xRow;
  const xH = xG + xRow;
  const end = (<usize>inner) << 2;
  let weights = panel;
  for (let k: usize = 0; k < end; k += 4) {
    const w = v128.load(weights);
    a = f32x4.add(a, f32x4.mul(v128.load32_splat(x + k), w));
    b = f32x4.add(b, f32x4.mul(v128.load32_splat(xB + k), w));
    c = f32x4.add(c, f32x4.mul(v128.load32_splat(xC + k), w));
    d = f32x4.add(d, f32x4.mul(v128.load32_splat(xD + k), w));
    e = f32x4.add(e, f32x4.mul(v128.load32_splat(xE + k), w));
    f = f32x4.add(f, f32x4.mul(v128.load32_splat(xF + k), w));
    g = f32x4.add(g, f32x4.mul(v128.load32_splat(xG + k), w));
    h = f32x4.add(h, f32x4.mul(v128.load32_splat(xH + k), w));
    weights += 32;
  }
  put(a, none, bias, first, columns, to, minimum);
  put(b, none, bias, first, columns, to + toRow, minimum);
  put(c, none, bias, first, columns, to + 2 * toRow, minimum);
  put(d, none, bias, first, columns, to + 3 * toRow, minimum);
  put(e, none, bias, first, columns, to + 4 * toRow, minimum);
  put(f, none, bias, first, columns, to + 5 * toRow, minimum);
  put(g, none, bias, first, columns, to + 6 * toRow, minimum);
  put(h, none, bias, first, columns, to + 7 * toRow, minimum);
}

function oneRow(
  x: usize,
  panel: usize,
  inner: i32,
  bias: usize,
  first: i32,
  columns: i32,
  to: usize,
  minimum: v128,
): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  const end = (<usize>inner) << 2;
  let weights = panel;
  for (let k: usize = 0; k < end; k += 4) {
    const a = v128.load32_splat(x + k);
    a0 = f32x4.add(a0, f32x4.mul(a, v128.load(weights)));
    a1 = f32x4.add(a1, f32x4.mul(a, v128.load(weights, 16)));
    weights += 32;
  }
  put(a0, a1, bias, first, columns, to, minimum);
}

/** Writes eight sums, or as many as there are columns for, from column `first` on. */
function put(
  low: v128,
  high: v128,
  bias: usize,
  first: i32,
  columns: i32,
  to: usize,
  minimum: v128,
): void {
  const at = (<usize>first) << 2;
  const width = columns - first;
  if (width >= panelColumns) {
    if (bias !== 0) {
      low = f32x4.add(low, v128.load(bias + at));
      high = f32x4.add(high, v128.load(bias + at, 16));
    }
    v128.store(to + at, f32x4.max(low, minimum));
    v128.store(to + at, f32x4.max(high, minimum), 16);
    return;
  }
  for (let column = 0; column < width; column++) {
    const sum = column < 4 ? lane(low, column) : lane(high, column - 4);
    const place = at + ((<usize>column) << 2);
    const shifted = bias === 0 ? sum : sum + load<f32>(bias + place);
    store<f32>(to + place, max<f32>(shifted, f32x4.extract_lane(minimum, 0)));
  }
}

function lane(values: v128, index: i32): f32 {
  if (index === 0) return f32x4.extract_lane(values, 0);
  if (index === 1) return f32x4.extract_lane(values, 1);
  if (index === 2) return f32x4.extract_lane(values, 2);
  return f32x4.extract_lane(values, 3);
}
