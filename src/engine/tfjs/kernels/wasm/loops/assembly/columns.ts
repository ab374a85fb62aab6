/**
 * Sums over the rows of a rows × columns matrix, column by column: biases, and the statistics and
 * gradients of batch norm. Within a block of rows sums are single precision; blocks are added up in
 * double precision, in a fixed order.
 */

import { multiplyAdd } from './multiplyAdd';

/** Rows whose sums stay in single precision: few enough to lose nothing, and in the first cache. */
const blockRows: i32 = 64;

/** sums (f64, one a column) of `values`. */
export function columnSums(values: usize, sums: usize, rows: i32, columns: i32): void {
  clear(sums, columns);
  const row = (<usize>columns) << 2;
  for (let first = 0; first < rows; first += blockRows) {
    const last = min(rows, first + blockRows);
    let column = 0;
    for (; column + 16 <= columns; column += 16) {
      let a = f32x4.splat(0);
      let b = a;
      let c = a;
      let d = a;
      const end = values + offset(last, column, columns);
      for (let at = values + offset(first, column, columns); at < end; at += row) {
        a = f32x4.add(a, v128.load(at));
        b = f32x4.add(b, v128.load(at, 16));
        c = f32x4.add(c, v128.load(at, 32));
        d = f32x4.add(d, v128.load(at, 48));
      }
      addFour(sums, column, a);
      addFour(sums, column + 4, b);
      addFour(sums, column + 8, c);
      addFour(sums, column + 12, d);
    }
    for (; column + 4 <= columns; column += 4) {
      let sum = f32x4.splat(0);
      for (let line = first; line < last; line++) {
        sum = f32x4.add(sum, v128.load(values + offset(line, column, columns)));
      }
      addFour(sums, column, sum);
    }
    for (; column < columns; column++) {
      let sum: f32 = 0;
      for (let line = first; line < last; line++) {
        sum += load<f32>(values + offset(line, column, columns));
      }
      addOne(sums, column, sum);
    }
  }
}

/** sums (f64, one a column) of (value − centre)². */
export function columnSquares(
  values: usize,
  centres: usize,
  sums: usize,
  rows: i32,
  columns: i32,
): void {
  clear(sums, columns);
  const row = (<usize>columns) << 2;
  for (let first = 0; first < rows; first += blockRows) {
    const last = min(rows, first + blockRows);
    let column = 0;
    for (; column + 16 <= columns; column += 16) {
      const place = centres + ((<usize>column) << 2);
      const centreA = v128.load(place);
      const centreB = v128.load(place, 16);
      const centreC = v128.load(place, 32);
      const centreD = v128.load(place, 48);
      let a = f32x4.splat(0);
      let b = a;
      let c = a;
      let d = a;
      const end = values + offset(last, column, columns);
      for (let at = values + offset(first, column, columns); at < end; at += row) {
        a = f32x4.add(a, square(f32x4.sub(v128.load(at), centreA)));
        b = f32x4.add(b, square(f32x4.sub(v128.load(at, 16), centreB)));
        c = f32x4.add(c, square(f32x4.sub(v128.load(at, 32), centreC)));
        d = f32x4.add(d, square(f32x4.sub(v128.load(at, 48), centreD)));
      }
      addFour(sums, column, a);
      addFour(sums, column + 4, b);
      addFour(sums, column + 8, c);
      addFour(sums, column + 12, d);
    }
    for (; column + 4 <= columns; column += 4) {
      const centre = v128.load(centres + ((<usize>column) << 2));
      let sum = f32x4.splat(0);
      for (let line = first; line < last; line++) {
        const apart = f32x4.sub(v128.load(values + offset(line, column, columns)), centre);
        sum = f32x4.add(sum, square(apart));
      }
      addFour(sums, column, sum);
    }
    for (; column < columns; column++) {
      const centre = load<f32>(centres + ((<usize>column) << 2));
      let sum: f32 = 0;
      for (let line = first; line < last; line++) {
        const apart = load<f32>(values + offset(line, column, columns)) - centre;
        sum += apart * apart;
      }
      addOne(sums, column, sum);
    }
  }
}

/**
 * What batch norm's gradient needs of each column: Σ g in `sums`, Σ g·(x − centre) in `products`
 * (f64). g is dy, or with `output` (not 0) dy where the output is above 0.
 */
export function normSums(
  dy: usize,
  values: usize,
  output: usize,
  centres: usize,
  sums: usize,
  products: usize,
  rows: i32,
  columns: i32,
): void {
  clear(sums, columns);
  clear(products, columns);
  const row = (<usize>columns) << 2;
  for (let first = 0; first < rows; first += blockRows) {
    const last = min(rows, first + blockRows);
    let column = 0;
    for (; column + 8 <= columns; column += 8) {
      const centreA = v128.load(centres + ((<usize>column) << 2));
      const centreB = v128.load(centres + ((<usize>column) << 2), 16);
      let sumA = f32x4.splat(0);
      let sumB = sumA;
      let productA = sumA;
      let productB = sumA;
      const end = offset(last, column, columns);
      for (let at = offset(first, column, columns); at < end; at += row) {
        const upstreamA = upstreamFour(dy + at, output === 0 ? 0 : output + at);
        const upstreamB = upstreamFour(dy + at + 16, output === 0 ? 0 : output + at + 16);
        sumA = f32x4.add(sumA, upstreamA);
        sumB = f32x4.add(sumB, upstreamB);
        const apartA = f32x4.sub(v128.load(values + at), centreA);
        const apartB = f32x4.sub(v128.load(values + at, 16), centreB);
        productA = multiplyAdd(productA, upstreamA, apartA);
        productB = multiplyAdd(productB, upstreamB, apartB);
      }
      addFour(sums, column, sumA);
      addFour(sums, column + 4, sumB);
      addFour(products, column, productA);
      addFour(products, column + 4, productB);
    }
    for (; column + 4 <= columns; column += 4) {
      const centre = v128.load(centres + ((<usize>column) << 2));
      let sum = f32x4.splat(0);
      let product = f32x4.splat(0);
      for (let line = first; line < last; line++) {
        const at = offset(line, column, columns);
        const upstream = upstreamFour(dy + at, output === 0 ? 0 : output + at);
        sum = f32x4.add(sum, upstream);
        const apart = f32x4.sub(v128.load(values + at), centre);
        product = multiplyAdd(product, upstream, apart);
      }
      addFour(sums, column, sum);
      addFour(products, column, product);
    }
    for (; column < columns; column++) {
      const centre = load<f32>(centres + ((<usize>column) << 2));
      let sum: f32 = 0;
      let product: f32 = 0;
      for (let line = first; line < last; line++) {
        const at = offset(line, column, columns);
        const upstream = upstreamOne(dy + at, output === 0 ? 0 : output + at);
        sum += upstream;
        product += upstream * (load<f32>(values + at) - centre);
      }
      addOne(sums, column, sum);
      addOne(products, column, product);
    }
  }
}

/** to = own·(g − level − (x − centre)·tilt), each of the four one value a column. */
export function normCombine(
  dy: usize,
  values: usize,
  output: usize,
  centres: usize,
  own: usize,
  levels: usize,
  tilts: usize,
  to: usize,
  rows: i32,
  columns: i32,
): void {
  for (let row = 0; row < rows; row++) {
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      const at = offset(row, column, columns);
      const place = (<usize>column) << 2;
      const upstream = upstreamFour(dy + at, output === 0 ? 0 : output + at);
      const apart = f32x4.sub(v128.load(values + at), v128.load(centres + place));
      const tilted = f32x4.mul(apart, v128.load(tilts + place));
      const rest = f32x4.sub(f32x4.sub(upstream, v128.load(levels + place)), tilted);
      v128.store(to + at, f32x4.mul(v128.load(own + place), rest));
    }
    for (; column < columns; column++) {
      const at = offset(row, column, columns);
      const place = (<usize>column) << 2;
      const upstream = upstreamOne(dy + at, output === 0 ? 0 : output + at);
      const tilted =
        (load<f32>(values + at) - load<f32>(centres + place)) * load<f32>(tilts + place);
      store<f32>(to + at, load<f32>(own + place) * (upstream - load<f32>(levels + place) - tilted));
    }
  }
}

/** to = (x − centre)·factor + shift, then max(…, 0) with `relu`; NaN stays NaN. */
export function normalise(
  values: usize,
  centres: usize,
  factors: usize,
  shifts: usize,
  to: usize,
  rows: i32,
  columns: i32,
  relu: bool,
): void {
  const minima = f32x4.splat(relu ? 0 : -Infinity);
  const minimum: f32 = relu ? 0 : -Infinity;
  for (let row = 0; row < rows; row++) {
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      const at = offset(row, column, columns);
      const place = (<usize>column) << 2;
      const apart = f32x4.sub(v128.load(values + at), v128.load(centres + place));
      const scaled = f32x4.mul(apart, v128.load(factors + place));
      v128.store(to + at, f32x4.max(f32x4.add(scaled, v128.load(shifts + place)), minima));
    }
    for (; column < columns; column++) {
      const at = offset(row, column, columns);
      const place = (<usize>column) << 2;
      const scaled =
        (load<f32>(values + at) - load<f32>(centres + place)) * load<f32>(factors + place);
      store<f32>(to + at, max<f32>(scaled + load<f32>(shifts + place), minimum));
    }
  }
}

/** Bytes from the matrix's start to an entry. */
function offset(row: i32, column: i32, columns: i32): usize {
  return (<usize>row * <usize>columns + <usize>column) << 2;
}

/** Four upstream gradients, 0 where a ReLU's output is given and is not above 0. */
function upstreamFour(dy: usize, output: usize): v128 {
  const upstream = v128.load(dy);
  return output === 0 ? upstream : v128.and(upstream, f32x4.gt(v128.load(output), f32x4.splat(0)));
}

/** The same of one. */
function upstreamOne(dy: usize, output: usize): f32 {
  const upstream = load<f32>(dy);
  return output === 0 || load<f32>(output) > 0 ? upstream : 0;
}

function square(value: v128): v128 {
  return f32x4.mul(value, value);
}

function clear(sums: usize, columns: i32): void {
  memory.fill(sums, 0, (<usize>columns) << 3);
}

function addFour(sums: usize, column: i32, values: v128): void {
  const at = sums + ((<usize>column) << 3);
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(values)));
  const upper = v128.shuffle<i32>(values, values, 2, 3, 2, 3);
  v128.store(at + 16, f64x2.add(v128.load(at + 16), f64x2.promote_low_f32x4(upper)));
}

function addOne(sums: usize, column: i32, value: f32): void {
  const at = sums + ((<usize>column) << 3);
  store<f64>(at, load<f64>(at) + <f64>value);
}
