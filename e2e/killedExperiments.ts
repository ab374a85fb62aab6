/** Small experiments of both methods, long enough to be killed in the middle. */
import { defaultLevelwise } from '../src/spec/methods/levelwise/defaultLevelwise.ts';
import type { KilledExperiment } from './killedBrowser.ts';
import { madeFamilies, madeIdxFiles } from './madeData.ts';
import { smallSpec } from './smallExperiment.ts';

type Experiment = Omit<KilledExperiment, 'address'>;

/** @param epochs of each network. */
export function killedExperiments(
  epochs: number,
): Readonly<Record<'complementary' | 'levelwise', Experiment>> {
  const training = { ...smallSpec('wasm').training, epochs };
  const levelwise = defaultLevelwise({
    adaptFromEpoch: 4,
    hierarchy: { from: 'features', warmupEpochs: 2, branching: null, levels: [3] },
  });
  return {
    complementary: { spec: smallSpec('wasm', { training }), files: madeIdxFiles() },
    levelwise: {
      spec: smallSpec('wasm', {
        name: 'Three families',
        training: { ...training, epochs: 2 * epochs, batchSize: 24, learningRate: 0.05 },
        method: levelwise,
      }),
      files: madeFamilies(),
    },
  };
}
