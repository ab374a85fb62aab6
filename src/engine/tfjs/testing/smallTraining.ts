/** A small network in training that does what a run does, and what its device holds meanwhile. */

import { memory } from '@tensorflow/tfjs-core';
import type { ImageSource } from '../../../data/prepare/imageSource.ts';
import { createNormaliser } from '../../../data/prepare/normalise.ts';
import { createRandom } from '../../../lib/random.ts';
import type { NetworkSpec } from '../../../spec/networks/networks.ts';
import { plainObjective } from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { createTrainer } from '../createTrainers.ts';
import { backendMemory } from '../kernels/wasm/loops/loops.ts';
import type { GpuWatch } from './gpuWatch.ts';

const shape = { height: 8, width: 8, channels: 1 };
const imageCount = 32;
const batchSize = 4;
const classCount = 3;

export interface SmallTraining {
  /** Trains so many steps on images that are moved and mirrored, reads them, and predicts. */
  train(steps: number): Promise<void>;
  dispose(): void;
}

export function startSmallTraining(backend: Backend, network: NetworkSpec): SmallTraining {
  const random = createRandom(1, 'small training');
  const source = madeImages();
  const training = { optimizer: 'sgd', momentum: 0.9, weightDecay: 1e-4, batchSize } as const;
  const trainer = createTrainer(backend, {
    network,
    shape,
    classCount,
    objective: plainObjective,
    training,
    seed: 1,
    round: 1,
  });
  const drawn = (limit: number) =>
    Int32Array.from({ length: batchSize }, () => random.integer(limit));
  const labelled = () => {
    const indices = drawn(imageCount);
    const moves = {
      down: Int16Array.from(drawn(3)),
      right: Int16Array.from(drawn(3)),
      scaled: null,
      mirrored: Uint8Array.from(drawn(2)),
    };
    const labels = indices.map((index) => index % classCount);
    return { images: { from: source, indices, moves }, labels };
  };
  return {
    train: async (steps) => {
      for (let step = 0; step < steps; step++) trainer.step(labelled(), 0.001);
      await trainer.takeMetrics();
      const indices = Int32Array.from({ length: imageCount }, (_, index) => index);
      await trainer.predict({ from: source, indices, moves: null });
    },
    dispose: () => trainer.dispose(),
  };
}

function madeImages(): ImageSource {
  const random = createRandom(1, 'small images');
  const size = shape.height * shape.width * shape.channels;
  const pixels = Uint8Array.from({ length: imageCount * size }, () => random.integer(256));
  const split = { images: pixels, labels: new Int32Array(imageCount) };
  return { pixels, shape, normaliser: createNormaliser(split, shape, 'unit'), window: null };
}

/** What the device in use holds. */
export interface Holdings {
  readonly tensors: number;
  /** Bytes of buffers on WebGPU, else 0. */
  readonly gpuBytes: number;
  /** Bytes of WebAssembly's memory, else 0. */
  readonly wasmBytes: number;
}

export function holdingsOf({ device }: Backend, watch: GpuWatch | null): Holdings {
  const isWasm = device.kind === 'wasm';
  return {
    tensors: memory().numTensors,
    gpuBytes: watch?.bytes ?? 0,
    wasmBytes: isWasm ? backendMemory().buffer.byteLength : 0,
  };
}
