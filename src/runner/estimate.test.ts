import { expect, it } from 'vitest';
import { createNodeEngine } from '../cli/nodeEngine.ts';
import { defaultSpec } from '../spec/presets.ts';
import { estimateRun } from './estimate.ts';
import { plantedDataset } from './testing/plantedDataset.ts';

it('estimates more for more epochs, in proportion', async () => {
  const engine = await createNodeEngine('wasm');
  const spec = {
    ...defaultSpec,
    network: { kind: 'mlp' as const, hidden: [8], initial: 'normal' as const },
    training: { ...defaultSpec.training, batchSize: 16, epochs: 10 },
  };
  const { seconds, stepMilliseconds } = await estimateRun(spec, plantedDataset(), engine);
  engine.dispose();
  // 144 of 160 images are trained on in 9 steps; 10 epochs, 4 networks.
  const training = (stepMilliseconds * 9 * 10 * 4) / 1000;
  expect(seconds).toBeGreaterThan(training);
  expect(seconds).toBeLessThan(2 * training);
});
