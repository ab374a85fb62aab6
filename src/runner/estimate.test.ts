import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { estimateRun } from './estimate.ts';
import { groupedDataset } from './testing/groupedDataset.ts';
import { levelwiseSpec } from './testing/levelwiseSpec.ts';
import { plantedDataset } from './testing/plantedDataset.ts';

it('times steps of a mixture that adapts, for a run that does', async () => {
  const engine = await createNodeEngine('wasm');
  let groups: readonly number[] = [];
  const sampled: boolean[] = [];
  const watched: Engine = {
    ...engine,
    createLevelwiseTrainer: (options) => {
      groups = options.groupCounts;
      const trainer = engine.createLevelwiseTrainer(options);
      const step = trainer.step.bind(trainer);
      trainer.step = (batch, learningRate) => {
        sampled.push('sampling' in batch);
        step(batch, learningRate);
      };
      return trainer;
    },
  };
  const spec = levelwiseSpec({ hierarchy: { levels: [2, 4] } });
  const { stepMilliseconds } = await estimateRun(spec, groupedDataset([3, 3]), watched);
  expect(stepMilliseconds).toBeGreaterThan(0);
  expect(groups).toEqual([2, 4]);
  expect(new Set(sampled)).toEqual(new Set([true]));
  sampled.length = 0;
  const fixed = levelwiseSpec({ hierarchy: { levels: [2, 4] }, method: { adapt: 'none' } });
  await estimateRun(fixed, groupedDataset([3, 3]), watched);
  expect(new Set(sampled)).toEqual(new Set([false]));
  engine.dispose();
});

it('estimates more for more epochs, in proportion, and leaves no images behind', async () => {
  const engine = await createNodeEngine('wasm');
  const spec = {
    ...defaultSpec,
    network: { kind: 'mlp' as const, hidden: [8], initial: 'normal' as const },
    training: { ...defaultSpec.training, batchSize: 16, epochs: 10 },
  };
  let releases = 0;
  const watched: Engine = { ...engine, releaseImages: () => void releases++ };
  const { seconds, stepMilliseconds } = await estimateRun(spec, plantedDataset(), watched);
  engine.dispose();
  expect(releases).toBe(1);
  // 144 of 160 images are trained on in 9 steps; 10 epochs, 4 networks.
  const training = (stepMilliseconds * 9 * 10 * 4) / 1000;
  expect(seconds).toBeGreaterThan(training);
  expect(seconds).toBeLessThan(2 * training);
});
