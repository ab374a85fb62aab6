/**
 * Training that comes to numbers that are not finite stops within a few steps, on every device: it says
 * at which step and in which layer, and keeps the last epoch whose numbers are all finite.
 */
import { describe, expect, it } from 'vitest';
import { type Engine, firstNotFinite, type Trainer } from '../engine/engine.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import type { RunCheckpoint } from '../spec/run/checkpoint.ts';
import { plantedDataset } from './testing/plantedDataset.ts';
import { eventsOf, ofType } from './testing/runs.ts';

const dataset = plantedDataset();

const spec = (device: ExperimentSpec['device']): ExperimentSpec => ({
  ...defaultSpec,
  device,
  dataset: { ...defaultSpec.dataset, source: 'local:planted', validation: 0.25 },
  network: { kind: 'mlp', hidden: [8], initial: 'he' },
  training: { ...defaultSpec.training, epochs: 60, batchSize: 16, learningRate: 0.05 },
  method: { kind: 'single' },
});

/** An engine whose trainers are asked for steps far too large once some are done. */
function overshooting(engine: Engine, after: number): Engine {
  return {
    ...engine,
    device: engine.device,
    takeNotes: () => engine.takeNotes(),
    releaseImages: () => engine.releaseImages(),
    createTrainer: (options) => {
      const trainer = engine.createTrainer(options);
      let steps = 0;
      const step: Trainer['step'] = (batch, learningRate) => {
        steps++;
        trainer.step(batch, steps > after ? 1e30 : learningRate);
      };
      return new Proxy(trainer, {
        get: (target, name) => {
          if (name === 'step') return step;
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
  };
}

const engines = new Map(
  await Promise.all(
    (['cpu', 'wasm', 'webgpu'] as const).map(
      async (device) => [device, await createNodeEngine(device).catch(() => null)] as const,
    ),
  ),
);

describe.each(['cpu', 'wasm', 'webgpu'] as const)('training that diverges on %s', (device) => {
  const engine = engines.get(device) ?? null;

  it.skipIf(engine === null && device === 'webgpu')(
    'stops, says where, keeps what is finite',
    async () => {
      if (engine === null) throw new Error(`There is no ${device}`);
      const stepsPerEpoch = (await firstEvent(engine, device)).stepsPerEpoch;
      const kept: RunCheckpoint[] = [];
      const events = await eventsOf(overshooting(engine, 2 * stepsPerEpoch), {
        spec: spec(device),
        dataset,
        keepCheckpoint: async (checkpoint) => {
          kept.push(structuredClone(checkpoint));
        },
      });
      engine.dispose();
      const last = events.at(-1);
      if (last?.type !== 'run-failed') throw new Error(`The run ended with ${last?.type}`);
      const found =
        /^Training diverged in round 1, epoch 3: the loss of step (\d+) is not a finite number\. The first layer that is not finite is (\w+) \(\2\/[\w/]+\)\.$/.exec(
          last.message,
        );
      expect(found, last.message).not.toBeNull();
      expect(Number(found?.[1])).toBeLessThanOrEqual(8);
      expect(last.remedy).toContain('Lower the learning rate');
      expect(ofType(events, 'epoch-finished')).toHaveLength(2);
      expect(kept.at(-1)).toMatchObject({ round: 1, epoch: 2 });
      for (const { tensors } of kept) expect(firstNotFinite(tensors)).toBeNull();
    },
  );
});

async function firstEvent(engine: Engine, device: ExperimentSpec['device']) {
  const control = new AbortController();
  const events = await eventsOf(
    engine,
    { spec: spec(device), dataset, signal: control.signal },
    () => control.abort(),
  );
  const [started] = ofType(events, 'run-started');
  if (started === undefined) throw new Error('The run did not start');
  return started;
}
