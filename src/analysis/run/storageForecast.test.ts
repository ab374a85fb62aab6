/** The forecast against what real runs take while they are kept. */
import { afterAll, describe, expect, it } from 'vitest';
import type { KeptNetwork } from '../../runner/networks.ts';
import { RecordingEngines } from '../../runner/testing/recordedRuns.ts';
import { recordedSpecs } from '../../runner/testing/recordedSpecs.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { RunCheckpoint } from '../../spec/run/checkpoint.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { MemoryFiles } from '../../storage/memoryFiles.ts';
import { RunArchive } from '../../storage/runs/runArchive.ts';
import { runFileOf } from '../../storage/runs/runFileNames.ts';
import { forecastStorage } from './storageForecast.ts';

const engines = new RecordingEngines();
afterAll(() => engines.dispose());

/** The most bytes of each kind that the files of a run have come to. */
class Peaks {
  readonly most = { log: 0, checkpoint: 0, network: 0 };

  async measure(files: MemoryFiles): Promise<void> {
    const now = { log: 0, checkpoint: 0, network: 0 };
    for (const { name, bytes } of await files.list()) {
      const holds = runFileOf(name)?.holds;
      if (holds === 'log' || holds === 'checkpoint' || holds === 'network') now[holds] += bytes;
    }
    for (const kind of ['log', 'checkpoint', 'network'] as const) {
      this.most[kind] = Math.max(this.most[kind], now[kind]);
    }
  }
}

const tried = [
  'Single: MLP, plain SGD, steps',
  'Single: CNN with augmentation, Adam, cosine',
  'Single: ResNet-8 on colour images',
  'Averaging: MLPs of two layers, Adam, weight decay',
  'Complementary: as printed, CNNs on Glyphs',
  'Complementary: a network for each round',
  'Level-wise: features, Ψ adapts, learned weights, two levels',
  'Level-wise: labels, given weights, ResNet-8',
  'Level-wise: confusions of training images, the largest kept',
];

/** Trains, and keeps the run as the page does; the most that it came to, and what was known before. */
async function keptRun(spec: ExperimentSpec) {
  const checkpoints: RunCheckpoint[] = [];
  const networks: KeptNetwork[] = [];
  const events = await engines.eventsOf(spec, {
    keepCheckpoint: async (checkpoint) => {
      checkpoints.push(structuredClone(checkpoint));
    },
    onNetwork: (network) => networks.push(network),
  });
  const files = new MemoryFiles();
  const recorder = await new RunArchive(files).begin('forecast');
  const peaks = new Peaks();
  for (const event of events) {
    await recorder.write({ ...event, runId: 'forecast' });
    for (const checkpoint of checkpoints.filter(({ seq }) => seq === event.seq)) {
      await recorder.keepCheckpoint(checkpoint);
      await peaks.measure(files);
    }
  }
  for (const { hash, bytes } of networks) await recorder.keepNetwork(hash, bytes);
  await peaks.measure(files);
  await recorder.close();
  await peaks.measure(files);
  const facts = foldRun(events.slice(0, 1));
  if (facts === null) throw new Error('a run tells that it begins');
  return { facts, kept: peaks.most };
}

describe('the forecast of what a run takes', () => {
  it.each(tried)('%s', async (name) => {
    const spec = recordedSpecs.find((one) => one.name === name);
    if (spec === undefined) throw new Error(`no experiment is called ${name}`);
    const { facts, kept } = await keptRun(spec);
    const forecast = forecastStorage(facts, null);
    // Tensors are known, the words of events are not.
    expect(forecast.checkpoints / kept.checkpoint).toBeGreaterThan(0.9);
    expect(forecast.checkpoints / kept.checkpoint).toBeLessThan(1.25);
    expect(forecast.networks / kept.network).toBeGreaterThan(0.95);
    expect(forecast.networks / kept.network).toBeLessThan(1.25);
    expect(forecast.log / kept.log).toBeGreaterThan(0.5);
    expect(forecast.log / kept.log).toBeLessThan(2);
    expect(forecastStorage(facts, 1000).log).toBeGreaterThan(forecast.log + 100_000);
  });
});
