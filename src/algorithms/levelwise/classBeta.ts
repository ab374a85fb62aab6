/** β_y of each class, one for all: 1/N unless it is given. */
export function classBeta(
  { beta }: { readonly beta: number | null },
  classCount: number,
): Float64Array {
  return new Float64Array(classCount).fill(beta ?? 1 / classCount);
}
