/** Writes the transpose of a rows × columns matrix, in blocks that fit the first cache. */
export function transpose(
  from: Float32Array,
  to: Float32Array,
  rows: number,
  columns: number,
): void {
  const block = 16;
  for (let top = 0; top < rows; top += block) {
    const bottom = Math.min(rows, top + block);
    for (let column = 0; column < columns; column++) {
      for (let row = top; row < bottom; row++) {
        to[column * rows + row] = from[row * columns + column];
      }
    }
  }
}
