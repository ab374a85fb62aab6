import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';
import { lastOutcome } from '../run/runFacts.ts';

/** What the vote of the finished networks makes of the test images. */
export interface TestReading {
  /** Class of each test image. */
  readonly labels: Int32Array;
  /** Class the vote gives each of them. */
  readonly predicted: readonly number[];
  /** The last round whose network votes. */
  readonly round: Round;
}

/** The newest reading; null before the first round ends or without the test images' classes. */
export function testReading(
  state: Pick<RunState, 'rounds'>,
  labels: Int32Array | null,
): TestReading | null {
  const outcome = lastOutcome(state);
  if (outcome === null || labels === null || labels.length === 0) return null;
  const predicted = outcome.predictions.ensemble;
  // Labels of other data than the run's would make up confusions.
  return predicted.length === labels.length ? { labels, predicted, round: outcome.round } : null;
}
