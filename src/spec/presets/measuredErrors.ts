/**
 * What presets came to here, by their ids: with seed 1, on WASM, whose numbers are the same on every
 * machine. `npm run bench:presets` measures and writes it; what is not listed has not been run by us.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import presets from './measuredPresets.json' with { type: 'json' };

export interface MeasuredPreset {
  readonly networks: number;
  /** Top-1 test error in percent of the first network, of the first two together, and so on. */
  readonly ensembleErrors: readonly number[];
  /** Test errors in percent of all networks together, by k. */
  readonly topErrors: Readonly<Record<string, number>>;
  readonly testImages: number;
  /** On one thread. */
  readonly processorSeconds: number;
}

export const measured: Readonly<Record<string, MeasuredPreset>> = presets;

/** Measured before the bench that writes the list, by `npm run bench:experiments`. */
const before: Readonly<Record<string, string>> = { 'mnist-mlp': '3.65, 3.29, 3.29, 3.32%' };

/** `here 3.65, 3.29% for 1 to 2 networks with seed 1`, or that it has not been run. */
export function measuredText(id: string): string {
  const found = measured[id];
  if (found !== undefined) return `here ${errorText(found)} with seed 1`;
  return before[id] === undefined ? 'not run by us' : `here ${before[id]}`;
}

function errorText({ networks, ensembleErrors, topErrors, testImages }: MeasuredPreset): string {
  const on = `on ${formatCount(testImages)} test images`;
  if (networks === 1) {
    const values = Object.values(topErrors).map((error) => error.toFixed(2));
    return `top-${Object.keys(topErrors).join(', ')} errors of ${values.join(', ')}% ${on}`;
  }
  const errors = ensembleErrors.map((error) => error.toFixed(2)).join(', ');
  const of = ensembleErrors.length === 1 ? `${networks} networks` : `1 to ${networks} networks`;
  return `${errors}% for ${of} ${on}`;
}

/** `; 25 s on one core`, or `otherwise` where it has not been run. */
export function measuredCost(id: string, otherwise = ''): string {
  const found = measured[id];
  if (found === undefined) return otherwise;
  const { processorSeconds } = found;
  const time =
    processorSeconds < 90
      ? `${Math.round(processorSeconds)} seconds`
      : `${Math.round(processorSeconds / 60)} minutes`;
  return `: about ${time} on one core`;
}
