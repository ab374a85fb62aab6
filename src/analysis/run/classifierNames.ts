/**
 * What the classifiers of a run are called: where the networks of several rounds vote there is a network
 * for each and the ensemble of them; else the run has one classifier, and no vote.
 */
import { networkCountOf, roundsOf, traitsOf } from '../../spec/methods/methodFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';

type Told = Pick<RunState, 'spec'>;

/** The only classifier: one network, or several trained together; null where several vote. */
export function onlyClassifier({ spec: { method } }: Told): 'network' | 'mixture' | null {
  if (roundsOf(method) > 1) return null;
  return networkCountOf(method) > 1 ? 'mixture' : 'network';
}

/** That of a round: `network 2`. */
export function classifierOf(state: Told, round: Round): string {
  return onlyClassifier(state) ?? `network ${round}`;
}

/** What decides at the end: `ensemble`, or the only one there is. */
export function decidingClassifier(state: Told): string {
  return onlyClassifier(state) ?? 'ensemble';
}

/** What is measured of a round when it has ended, beside its epochs. */
export function endName(state: Told): string {
  if (onlyClassifier(state) === null) return 'ensemble';
  return traitsOf(state.spec.method).averagesWeights ? 'mean of the weights' : 'at its end';
}
