/**
 * Symmetric N × N tables with an empty diagonal, kept as their upper triangle, row by row: for
 * N = 7,756 classes that is 240 MB in double precision instead of 480.
 */

/** N(N − 1)/2. */
export function condensedLength(size: number): number {
  return (size * (size - 1)) / 2;
}

/** Where the entry of row i and column j stands, i < j. */
export function condensedIndex(size: number, i: number, j: number): number {
  return rowOffset(size, i) + j;
}

/** What to add to a column j > i to find its entry in row i. */
export function rowOffset(size: number, i: number): number {
  return i * size - (i * (i + 3)) / 2 - 1;
}
