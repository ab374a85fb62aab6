/** A number with so many significant digits, for logs that would otherwise hold seventeen. */
export function roundNumber(value: number, digits = 6): number {
  return Number(value.toPrecision(digits));
}
