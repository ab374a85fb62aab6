import type { ExperimentSpec } from './experimentSpec.ts';
import { networkCountOf, roundsOf } from './methods/methodFacts.ts';
import { networksText } from './networks/networkFacts.ts';

/** The networks of an experiment: one after another, `CNN 8 → CNN 16`, or together, `CNN 8 + CNN 16`. */
export function experimentNetworksText({
  network,
  method,
}: Pick<ExperimentSpec, 'network' | 'method'>): string {
  const areTogether = roundsOf(method) < networkCountOf(method);
  return networksText(network, areTogether ? ' + ' : ' → ');
}
