import { formatPercent } from '../../../lib/numberFormat.ts';

/** A difference of two shares in percentage points with its sign: `+2.3`, `−0.8`, `0.0`. */
export function pointsText(difference: number | null, digits = 1): string {
  if (difference === null) return '–';
  const text = Math.abs(difference * 100).toFixed(digits);
  // What rounds to nothing has no sign.
  if (Number(text) === 0) return text;
  return difference > 0 ? `+${text}` : `−${text}`;
}

/** `1 class`, `3 classes`. */
export function classCountText(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'class' : 'classes'}`;
}

/** Both accuracies and what lies between them, for people who hear it. */
export function accuracyText(baseline: number, own: number, difference: number): string {
  return `${formatPercent(baseline)} to ${formatPercent(own)}, ${pointsText(difference)} points`;
}
