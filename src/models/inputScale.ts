import type { ModelInput } from './trainedModel.ts';

/** A model's input is normalised as (value − offset) / scale, one of each a channel, or a feature. */
export interface InputScale {
  readonly offset: Float32Array;
  readonly scale: Float32Array;
}

/** The same as {@link ModelInput.normalisation}, taken together with the division by 255 of pixels. */
export function inputScale({ values, normalisation }: ModelInput): InputScale {
  const full = values === 'pixels' ? 255 : 1;
  return {
    offset: Float32Array.from(normalisation.mean, (mean) => full * mean),
    scale: Float32Array.from(normalisation.deviation, (deviation) => full * deviation),
  };
}
