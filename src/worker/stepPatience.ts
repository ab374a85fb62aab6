/**
 * How long a step may keep a worker from its message loop. A step on one slow thread without a word
 * can take longer than a worker that died is waited for, so the page is told before.
 */
import type { Dataset } from '../data/dataset.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { multiplyAdds } from '../spec/networks/layerParameters.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';

/** Multiply-adds a second of one thread on a slow processor, a tenth of what was measured here. */
const slowest = 2e8;
/** A step goes forward once and backward twice: for the input and for the weights. */
const passes = 3;

/** Seconds of the longest step of an experiment on a slow processor. */
export function stepPatience(
  { network, training }: Pick<ExperimentSpec, 'network' | 'training'>,
  { shape, classes }: Pick<Dataset, 'shape' | 'classes'>,
): number {
  const counts = [network]
    .flat()
    .map((one) => multiplyAdds(placedNetwork(one, shape, classes.length)));
  return (passes * training.batchSize * Math.max(...counts)) / slowest;
}
