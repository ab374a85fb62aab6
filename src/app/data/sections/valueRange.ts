import type { Normalisation } from '../../../spec/sections/augmentSpec.ts';
import type { ImagesSummary } from '../../../worker/protocol/imageRequests.ts';

type Scale = Pick<ImagesSummary, 'mean' | 'deviation'>;

/**
 * What black and white become on their way to the network: the least and greatest over channels.
 * Null where that follows from images that are not known yet.
 */
export function valueRange(
  kind: Normalisation,
  summary: Scale | null,
): { readonly black: number; readonly white: number } | null {
  if (kind === 'unit') return { black: 0, white: 1 };
  if (typeof kind !== 'string') return rangeOf(kind);
  return summary && rangeOf(summary);
}

function rangeOf({ mean, deviation }: Scale) {
  const channels = Math.max(mean.length, deviation.length);
  const each = Array.from({ length: channels }, (_, channel) => ({
    mean: mean[channel] ?? mean[0],
    deviation: deviation[channel] ?? deviation[0],
  }));
  return {
    black: Math.min(...each.map((one) => -one.mean / one.deviation)),
    white: Math.max(...each.map((one) => (1 - one.mean) / one.deviation)),
  };
}
