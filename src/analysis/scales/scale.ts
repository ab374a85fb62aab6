/** Axes: straight-line scales, round ticks, and limits that grow in steps as a run needs more. */

export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** A straight line from a domain to pixels. */
export type Scale = (value: number) => number;

export function linearScale(domain: Extent, from: number, to: number): Scale {
  const factor = (to - from) / (domain.max - domain.min || 1);
  return (value) => from + (value - domain.min) * factor;
}

/** About `count` round numbers within a domain: multiples of 1, 2 or 5 times a power of ten. */
export function ticksOf(domain: Extent, count: number): number[] {
  const step = niceStep((domain.max - domain.min) / Math.max(1, count));
  const first = Math.ceil(domain.min / step - 1e-9);
  const last = Math.floor(domain.max / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** Without ticks that read like one before them, as where a domain is narrower than their digits. */
export function eachTextOnce<Tick extends { readonly text: string }>(
  ticks: readonly Tick[],
): Tick[] {
  return [...new Map(ticks.toReversed().map((tick) => [tick.text, tick])).values()].toReversed();
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough || 1));
  const share = rough / power;
  return power * (share < 1.5 ? 1 : share < 3 ? 2 : share < 7 ? 5 : 10);
}

/**
 * The least limit of a ladder at or above a value. Ladders make an axis grow seldom and by a clear
 * step, and never shrink while the greatest value can only rise.
 */
export function stepUp(value: number, ladder: readonly number[]): number {
  return ladder.find((limit) => limit >= value - 1e-9) ?? Math.ceil(value);
}

/** Limits for a loss: 0.1, 0.2, 0.5, 1, 2, 3, 4, 5, 8, 10 and so on. */
export const lossLadder: readonly number[] = [
  0.1, 0.2, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 50, 100, 1000, 1e4, 1e6,
];

/** Limits for an error shown as percent. */
export const errorLadder: readonly number[] = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1];
