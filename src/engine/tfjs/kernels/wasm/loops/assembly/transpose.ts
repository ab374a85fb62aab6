import { copyValues } from './lanes';

/** Writes the transpose of a rows × columns matrix, four by four entries at a time. */
export function transpose(from: usize, to: usize, rows: i32, columns: i32): void {
  const fromLine = (<usize>columns) << 2;
  const toLine = (<usize>rows) << 2;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      block(
        from + <usize>row * fromLine + ((<usize>column) << 2),
        to + <usize>column * toLine + ((<usize>row) << 2),
        fromLine,
        toLine,
      );
    }
    for (; column < columns; column++) {
      for (let inner = row; inner < row + 4; inner++)
        one(from, to, inner, column, fromLine, toLine);
    }
  }
  for (; row < rows; row++) {
    for (let column = 0; column < columns; column++) one(from, to, row, column, fromLine, toLine);
  }
}

function block(from: usize, to: usize, fromLine: usize, toLine: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromLine);
  const c = v128.load(from + 2 * fromLine);
  const d = v128.load(from + 3 * fromLine);
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const abUpper = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cdUpper = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + toLine, v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + 2 * toLine, v128.shuffle<i32>(abUpper, cdUpper, 0, 1, 4, 5));
  v128.store(to + 3 * toLine, v128.shuffle<i32>(abUpper, cdUpper, 2, 3, 6, 7));
}

function one(from: usize, to: usize, row: i32, column: i32, fromLine: usize, toLine: usize): void {
  const value = load<f32>(from + <usize>row * fromLine + ((<usize>column) << 2));
  store<f32>(to + <usize>column * toLine + ((<usize>row) << 2), value);
}

/** Copies so many bytes of each row of a matrix to another; steps from row to row are in bytes. */
export function copyColumns(
  from: usize,
  fromStep: usize,
  to: usize,
  toStep: usize,
  rows: i32,
  bytes: usize,
): void {
  for (let row = 0; row < rows; row++) {
    copyValues(from, to, bytes);
    from += fromStep;
    to += toStep;
  }
}
