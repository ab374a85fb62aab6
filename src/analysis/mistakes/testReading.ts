import { traitsOf } from '../../spec/methods/methodFacts.ts';
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

/** Why there is no reading. */
export function noReadingNote(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds'>,
): string {
  if (state.dataset.counts.test === 0) return 'There are no test images.';
  if (lastOutcome(state) !== null) return 'Needs the test images of this data set.';
  const { hasRounds } = traitsOf(state.spec.method);
  if (state.phase === 'failed' || state.phase === 'stopped') {
    return hasRounds ? 'No round was finished.' : 'The run did not finish.';
  }
  return hasRounds ? 'Known when the first round ends.' : 'Known when the run has finished.';
}
