/**
 * Sums over the rows of a rows × columns matrix, column by column: biases, and the statistics and
 * gradients of batch norm. Within a block of rows sums are single precision; blocks are added up in
 * double precision, in a fixed order.
 */

/** Rows whose sums stay in single precision: few enough to lose nothing, and in the first cache. */
const blockRows: i32 = 64;

/** sums (f64, one a column) of `values`. */
export function columnSums(values: usize, sums: usize, rows: i32, columns: i32): void {
  clear(sums, columns);
  for (let first = 0; first < rows; first += blockRows) {
    const last = min(rows, first + blockRows);
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      let sum = f32x4.splat(0);
      for (let row = first; row < last; row++) {
        sum = f32x4.add(sum, v128.load(values + offset(row, column, columns)));
      }
      addFour(sums, column, sum);
    }
    for (; column < columns; column++) {
      let sum: f32 = 0;
      for (let row = first; row < last; row++) {
        sum += load<f32>(values + offset(row, column, columns));
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
  for (let first = 0; first < rows; first += blockRows) {
    const last = min(rows, first + blockRows);
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      const centre = v128.load(centres + ((<usize>column) << 2));
      let sum = f32x4.splat(0);
      for (let row = first; row < last; row++) {
        const apart = f32x4.sub(v128.load(values + offset(row, column, columns)), centre);
        sum = f32x4.add(sum, f32x4.mul(apart, apart));
      }
      addFour(sums, column, sum);
    }
    for (; column < columns; column++) {
      const centre = load<f32>(centres + ((<usize>column) << 2));
      let sum: f32 = 0;
      for (let row = first; row < last; row++) {
        const apart = load<f32>(values + offset(row, column, columns)) - centre;
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
  for (let first = 0; first < rows; first += blockRows) {
    const last = min(rows, first + blockRows);
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      const centre = v128.load(centres + ((<usize>column) << 2));
      let sum = f32x4.splat(0);
      let product = f32x4.splat(0);
      for (let row = first; row < last; row++) {
        const at = offset(row, column, columns);
        const upstream = upstreamFour(dy + at, output === 0 ? 0 : output + at);
        sum = f32x4.add(sum, upstream);
        const apart = f32x4.sub(v128.load(values + at), centre);
        product = f32x4.add(product, f32x4.mul(upstream, apart));
      }
      addFour(sums, column, sum);
      addFour(products, column, product);
    }
    for (; column < columns; column++) {
      const centre = load<f32>(centres + ((<usize>column) << 2));
      let sum: f32 = 0;
      let product: f32 = 0;
      for (let row = first; row < last; row++) {
        const at = offset(row, column, columns);
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
