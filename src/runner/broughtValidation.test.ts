/** Runs on data sets that bring validation images of their own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Dataset, hashBeforeValidation, withHash } from '../data/dataset.ts';
import type { Engine } from '../engine/engine.ts';
import { PauseGate } from '../methods/runControl.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { defaultComplementary } from '../spec/methods/complementary.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { resultOf } from '../spec/run/result.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { runExperiment } from './runExperiment.ts';
import { plantedDataset } from './testing/plantedDataset.ts';

const { train, test, ...facts } = plantedDataset();
const plain = withHash({ ...facts, train, test });
const size = train.images.length / train.labels.length;
/** The same, with the first test images for validation as well. */
const brought = withHash({
  ...plain,
  validation: {
    images: test!.images.subarray(0, 20 * size),
    labels: test!.labels.subarray(0, 20),
  },
});

const spec: ExperimentSpec = {
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source: 'local:planted', validation: 0 },
  network: { kind: 'mlp', hidden: [8], initial: 'he' },
  training: { ...defaultSpec.training, epochs: 2, batchSize: 16 },
  method: defaultComplementary({ rounds: 1 }),
};

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

async function run(dataset: Dataset, change: Partial<ExperimentSpec['dataset']> = {}) {
  const events: RunEvent[] = [];
  for await (const event of runExperiment({
    runId: 'test',
    spec: { ...spec, dataset: { ...spec.dataset, ...change } },
    dataset,
    engine,
    signal: new AbortController().signal,
    gate: new PauseGate(),
  })) {
    events.push(event);
  }
  const result = resultOf(foldRun(events)!);
  const told = events.filter(({ type }) => type === 'validation-brought');
  return { result, told, last: result.rounds[0].epochs.at(-1)! };
}

it('validates on them, and trains as without them', async () => {
  const without = await run(plain);
  expect(without.told).toEqual([]);
  const { result, told, last } = await run(brought);
  expect(told).toMatchObject([{ use: 'validation', counts: [5, 5, 5, 5] }]);
  expect(result.dataset).toMatchObject({
    counts: { train: 160, validation: 20, test: 80 },
    broughtValidation: { use: 'validation', images: 20 },
  });
  expect(last.errors.validation).toBeTypeOf('number');
  expect([last.trainLoss, last.errors.train, last.errors.test]).toEqual([
    without.last.trainLoss,
    without.last.errors.train,
    without.last.errors.test,
  ]);
  const asked = await run(brought, { validation: 'own' });
  expect(asked.last.errors).toEqual(last.errors);
});

it('trains on them where others are held out, and tells so', async () => {
  const { result, told } = await run(brought, { validation: 0.1 });
  expect(told).toMatchObject([{ use: 'training', counts: [5, 5, 5, 5] }]);
  expect(result.dataset.counts).toEqual({ train: 160, validation: 20, test: 80 });
});

it('says why an older experiment names another hash', async () => {
  const older = hashBeforeValidation(brought);
  await expect(run(brought, { hash: older })).rejects.toThrow(
    'by an older Espalier, which counted its validation images among the training',
  );
  const others = run(brought, { hash: plain.hash });
  await expect(others).rejects.toThrow('the data set has the hash');
  await expect(others).rejects.not.toThrow('older Espalier');
});
