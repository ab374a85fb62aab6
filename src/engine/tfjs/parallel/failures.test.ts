/** Threads that die or fail, long training, and what is refused. */
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { startThread } from '../../../node/nodeThreads.ts';
import { EngineError, plainObjective, type TrainerOptions } from '../../engine.ts';
import { createEngine } from '../createEngine.ts';
import { allocate, view } from '../kernels/wasm/heap.ts';
import { installedWasmPaths } from '../testing/wasmFiles.ts';
import { threadsFor } from './threadChoice.ts';
import type { WorkerHandle } from './threadPool.ts';

const batchSize = 64;
const options: TrainerOptions = {
  network: { kind: 'cnn', channels: [2, 3] },
  shape: { height: 4, width: 4, channels: 1 },
  classCount: 3,
  objective: plainObjective,
  training: { optimizer: 'sgd', momentum: 0.9, weightDecay: 0, batchSize },
  seed: 1,
  round: 1,
};
const batch = {
  images: Float32Array.from({ length: batchSize * 16 }, (_, at) => (at % 7) / 7),
  labels: Int32Array.from({ length: batchSize }, (_, at) => at % 3),
};

async function twoThreads() {
  const workers: WorkerHandle[] = [];
  const start = () => {
    workers.push(startThread());
    return workers[workers.length - 1];
  };
  const platform = { wasmPaths: installedWasmPaths(), threads: { cores: 2, start } };
  const engine = await createEngine('wasm', platform, 2);
  return { engine, worker: workers[0], trainer: engine.createTrainer(options) };
}

describe('threads', () => {
  it('one that dies fails the run, and no call hangs', async () => {
    const { engine, worker, trainer } = await twoThreads();
    trainer.step(batch, 0.1);
    const ended = new Promise<void>((resolve) => worker.onEnd(() => resolve()));
    worker.end();
    await ended;
    expect(() => trainer.step(batch, 0.1)).toThrow(EngineError);
    await expect(trainer.predict(batch.images)).rejects.toThrow('A training thread failed');
    trainer.dispose();
    engine.dispose();
  });

  it('one that fails within a step ends the step of the other', async () => {
    const { engine, worker, trainer } = await twoThreads();
    trainer.step(batch, 0.1);
    await trainer.takeMetrics();
    const broken = { ...options, layers: null };
    const plan = { kind: 'flat', options: broken, shards: 2, threads: 2 };
    const batchBuffer = new SharedArrayBuffer(8);
    worker.send({ type: 'create', trainer: 99, plan: plan as never, batchBuffer });
    expect(() => trainer.step(batch, 0.1)).toThrow('A training thread failed');
    engine.dispose();
  });

  it('ten runs come to the same weights', async () => {
    const { engine, trainer } = await twoThreads();
    const first = await trainer.save();
    const found = new Set<string>();
    for (let run = 0; run < 10; run++) {
      trainer.load(first);
      for (let step = 0; step < 5; step++) trainer.step(batch, 0.1);
      const { losses } = await trainer.takeMetrics();
      const { tensors } = await trainer.save();
      const values = Object.values(tensors).map((tensor) => [...tensor.values]);
      found.add(JSON.stringify([...losses, values]));
    }
    expect(found.size).toBe(1);
    trainer.dispose();
    engine.dispose();
  });

  it('10,000 steps leave neither tensors nor a larger memory', async () => {
    const engine = await createEngine('wasm', { wasmPaths: installedWasmPaths() });
    const network = { kind: 'mlp', hidden: [3], initial: 'he' } as const;
    const trainer = engine.createTrainer({ ...options, network: { ...network, hidden: [3] } });
    const held = async (steps: number) => {
      for (let step = 0; step < steps; step++) trainer.step(batch, 0.01);
      await trainer.takeMetrics();
      const probe = allocate([1]);
      const size = view(probe).buffer.byteLength;
      probe.dispose();
      return { tensors: memory().numTensors, size };
    };
    // As many at first as are held until their metrics are read.
    const before = await held(500);
    for (let part = 0; part < 19; part++) await held(500);
    expect(await held(500)).toEqual(before);
    trainer.dispose();
    engine.dispose();
  });
});

describe('a number of threads', () => {
  const supply = { cores: 6, start: startThread };

  it('is a power of two, at most one a core', () => {
    expect(threadsFor('auto', supply)).toBe(4);
    expect(threadsFor(2, supply)).toBe(2);
    expect(threadsFor('auto', { ...supply, cores: 64 })).toBe(8);
    expect(threadsFor('auto', { refusal: 'the page is not isolated' })).toBe(1);
  });

  it.each([0, 3, 8, -1, 1.5, Number.NaN])('is refused if it is %f', (choice) => {
    expect(() => threadsFor(choice, supply)).toThrow('this machine has 6 cores');
  });

  it('is refused with the reason where there can be one only', () => {
    const refusal = 'the page is not isolated';
    expect(() => threadsFor(2, { refusal })).toThrow(refusal);
  });
});
