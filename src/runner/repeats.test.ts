/** A run repeats to the same digest, on every device that is present and any number of threads. */
import { afterAll, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { shardCount } from '../engine/tfjs/parallel/shardCount.ts';
import { installDawn, removeDawn } from '../engine/tfjs/testing/dawn.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { NetworkSpec } from '../spec/networks/networks.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { plantedDataset } from './testing/plantedDataset.ts';
import { digestOf, eventsOf } from './testing/runs.ts';
import { wasmOn } from './testing/wasmEngine.ts';

const repeats = 10;
const dataset = plantedDataset(3, 12, 6);
const missing = await installDawn();
afterAll(removeDawn);

/** Its batches are large enough to be shared among threads. */
const spec: ExperimentSpec = {
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source: 'local:planted', validation: 0.25 },
  augment: { ...defaultSpec.augment, pad: 1, mirror: true, normalise: 'per-channel' },
  network: { kind: 'cnn', channels: [4, 4] },
  training: { ...defaultSpec.training, epochs: 3, batchSize: 24, learningRate: 0.1, momentum: 0.9 },
  method: { ...defaultSpec.method, kind: 'complementary', rounds: 2 } as ExperimentSpec['method'],
};

async function digestsOf(engine: Engine): Promise<string[]> {
  const digests: string[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    digests.push(digestOf(await eventsOf(engine, { spec, dataset })));
  }
  engine.dispose();
  return digests;
}

it('ten times on WebAssembly, with one thread and with two', async () => {
  const { network, training } = spec;
  const shared = shardCount(network as NetworkSpec, dataset.shape, 3, training.batchSize);
  expect(shared).toBeGreaterThan(1);
  const digests = [...(await digestsOf(await wasmOn(1))), ...(await digestsOf(await wasmOn(2)))];
  expect(digests).toHaveLength(2 * repeats);
  expect(new Set(digests).size).toBe(1);
});

it.skipIf(missing !== null)('ten times on WebGPU', async () => {
  expect(new Set(await digestsOf(await createNodeEngine('webgpu'))).size).toBe(1);
});
