/** What each classifier of a run makes of the test images: the vote, its networks, the flat twin. */
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Round } from '../../spec/units.ts';
import { classifierOf } from '../run/classifierNames.ts';
import { lastOutcome } from '../run/runFacts.ts';

export interface ModelReading {
  readonly key: string;
  /** `ensemble`, `network 2`, `flat twin`. */
  readonly name: string;
  /** Round of a network; null for the vote, and for another run. */
  readonly round: Round | null;
  /** The class each test image is read as. */
  readonly predicted: readonly ClassIndex[];
  /** The probability of that class; null where the log does not tell. */
  readonly confidence: readonly number[] | null;
}

type Told = Pick<RunState, 'spec' | 'rounds'>;

/**
 * The vote of the finished networks first, then each network in order, then the flat twin. Empty before
 * the first round ends, and where labels of other data are at hand.
 */
export function modelReadings(
  state: Told,
  flat: Pick<RunState, 'rounds'> | null,
  labels: Int32Array | null,
): ModelReading[] {
  if (labels === null || labels.length === 0 || lastOutcome(state) === null) return [];
  const finished = state.rounds.filter(({ outcome }) => outcome !== null);
  const networks = finished.map(({ round, outcome, measures }) => ({
    key: `network-${round}`,
    name: classifierOf(state, round),
    round,
    predicted: outcome?.predictions.network ?? [],
    confidence: measures?.confidences.network ?? null,
  }));
  const last = finished[finished.length - 1];
  const vote = {
    key: 'ensemble',
    name: 'ensemble',
    round: null,
    predicted: last.outcome?.predictions.ensemble ?? [],
    confidence: last.measures?.confidences.ensemble ?? null,
  };
  const twin = flat === null ? null : twinReading(flat);
  const all = [...(networks.length > 1 ? [vote] : []), ...networks, ...(twin ? [twin] : [])];
  return all
    .filter(({ predicted }) => predicted.length === labels.length)
    .map((model) => ({ ...model, confidence: matching(model.confidence, labels) }));
}

function twinReading({ rounds }: Pick<RunState, 'rounds'>): ModelReading | null {
  const last = rounds.findLast(({ outcome }) => outcome !== null);
  if (!last?.outcome) return null;
  const predicted = last.outcome.predictions.ensemble;
  const confidence = last.measures?.confidences.ensemble ?? null;
  return { key: 'flat', name: 'flat twin', round: null, predicted, confidence };
}

/** A log from outside may tell fewer confidences than predictions. */
function matching(confidence: readonly number[] | null, labels: Int32Array) {
  return confidence?.length === labels.length ? confidence : null;
}

/** Another run to hold this one against, and what it is called. */
export interface OtherRun {
  readonly name: string;
  readonly state: Pick<RunState, 'runId' | 'rounds'>;
}

/** What other runs on the same test images make of them in the end. */
export function runReadings(others: readonly OtherRun[], labels: Int32Array): ModelReading[] {
  return others.flatMap(({ name, state }) => {
    const last = state.rounds.findLast(({ outcome }) => outcome !== null);
    const predicted = last?.outcome?.predictions.ensemble ?? [];
    if (predicted.length !== labels.length) return [];
    const confidence = matching(last?.measures?.confidences.ensemble ?? null, labels);
    return [{ key: `run-${state.runId}`, name, round: null, predicted, confidence }];
  });
}
