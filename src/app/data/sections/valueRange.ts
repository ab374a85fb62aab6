import type { AugmentSpec } from '../../../spec/sections/augmentSpec.ts';
import type { ImagesSummary } from '../../../worker/protocol.ts';

/**
 * What black and white become on their way to the network: the least and greatest over channels.
 * Null where that follows from images that are not known yet.
 */
export function valueRange(
  kind: AugmentSpec['normalise'],
  summary: Pick<ImagesSummary, 'mean' | 'deviation'> | null,
): { readonly black: number; readonly white: number } | null {
  if (kind === 'unit') return { black: 0, white: 1 };
  if (summary === null) return null;
  const { mean, deviation } = summary;
  return {
    black: Math.min(...mean.map((value, channel) => -value / deviation[channel])),
    white: Math.max(...mean.map((value, channel) => (1 - value) / deviation[channel])),
  };
}
