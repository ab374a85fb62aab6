/** A number at an axis: no digits that say nothing, `1`, `0.8`, `1.25`. */
export function formatTick(value: number): string {
  return String(Number(value.toFixed(6)));
}

/** A share on an axis: `20%`, and 0 alone. */
export function formatPercentTick(share: number): string {
  return `${formatTick(share * 100)}${share === 0 ? '' : '%'}`;
}
