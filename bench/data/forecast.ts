/** What a run of fewer epochs says of the whole. */
import { median } from '../steps/interleaved.ts';

export interface Measured {
  /** From the start of reading to the last event. */
  readonly totalSeconds: number;
  /** Of each epoch of all rounds, its evaluation included. */
  readonly epochSeconds: readonly number[];
}

export interface Forecast {
  /** The middle of the epochs. */
  readonly epochSeconds: number;
  /** What happens besides epochs: reading, and what ends each round. */
  readonly otherSeconds: number;
  /** All rounds at their full number of epochs. */
  readonly totalSeconds: number;
}

/** Seconds of a run of so many epochs over all its rounds, if all are like the middle one measured. */
export function forecast(measured: Measured, epochs: number): Forecast {
  const spent = measured.epochSeconds.reduce((sum, seconds) => sum + seconds, 0);
  const otherSeconds = measured.totalSeconds - spent;
  const epochSeconds = median(measured.epochSeconds);
  return { epochSeconds, otherSeconds, totalSeconds: otherSeconds + epochs * epochSeconds };
}
