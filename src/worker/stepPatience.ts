/**
 * How long a step may keep a worker from its message loop. A step on one slow thread without a word
 * can take longer than a worker that died is waited for, so the page is told before.
 */
import type { AnyDataset } from '../data/dataset.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { multiplyAdds } from '../spec/networks/layerParameters.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import type { DeviceInfo } from '../spec/run/events/runEvents.ts';

/**
 * Multiply-adds a second on a slow processor: about an eighth of what was measured of one thread. On
 * other devices a step keeps nobody from the message loop.
 */
const slowest: Readonly<Partial<Record<DeviceInfo['kind'], number>>> = {
  wasm: 1e9,
  'wasm-fused': 1e9,
  cpu: 1e7,
};
/** A step goes forward once and backward twice: for the input and for the weights. */
const passes = 3;

/** Seconds of the longest step of an experiment on a slow machine with such a device. */
export function stepPatience(
  { network, training }: Pick<ExperimentSpec, 'network' | 'training'>,
  { shape, classes, train }: Pick<AnyDataset, 'shape' | 'classes' | 'train'>,
  device: DeviceInfo['kind'],
): number {
  const rate = slowest[device];
  if (rate === undefined) return 0;
  const counts = [network]
    .flat()
    .map((one) => multiplyAdds(placedNetwork(one, shape, classes.length)));
  const batchSize = Math.min(training.batchSize, train.labels.length);
  return (passes * batchSize * Math.max(...counts)) / rate;
}
