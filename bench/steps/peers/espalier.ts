/** Espalier's own engine. */

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, enableProdMode } from '@tensorflow/tfjs-core';
import {
  DivergedError,
  plainObjective,
  type Trainer,
  type TrainerSnapshot,
} from '../../../src/engine/engine.ts';
import type { Backend } from '../../../src/engine/tfjs/backends/backend.ts';
import { startDevice } from '../../../src/engine/tfjs/backends/devices.ts';
import { isWasm } from '../../../src/engine/tfjs/backends/wasm.ts';
import { CapturedWork } from '../../../src/engine/tfjs/captured/capturedWork.ts';
import { createTrainer } from '../../../src/engine/tfjs/createTrainers.ts';
import { createWasmEngine } from '../../../src/engine/tfjs/parallel/parallelWasm.ts';
import { createLayeredTrainer } from '../../../src/engine/tfjs/trainer.ts';
import { makeBatches } from '../batches.ts';
import { type BenchNetwork, placedLayers } from '../network.ts';
import { initialSnapshot } from '../parameters.ts';
import { type Stepper, type StepperOptions, type StepperPlatform, settings } from '../stepper.ts';

export async function createStepper(
  { device, network, batch, isCaptured }: StepperOptions,
  platform: StepperPlatform,
): Promise<Stepper> {
  const batches = makeBatches(network, batch);
  const initial = initialSnapshot(network);
  const started = await startBackend(device, platform, isCaptured);
  const works: CapturedWork[] = [];
  const trainer = await trainerOf(network, batch, noting(works, started), platform);
  const restart = () => {
    const [taken, given] = [
      trainer.loadMatching(initial, { classifier: true }),
      Object.keys(initial.tensors).length,
    ];
    if (taken !== given) throw new Error(`${taken} of ${given} tensors were taken over`);
  };
  return {
    restart: async () => restart(),
    gradients: async () => {
      restart();
      trainer.step(batches[0], settings.learningRate);
      const { losses } = await trainer.takeMetrics();
      return { loss: losses[0], gradients: firstVelocities(await trainer.save()) };
    },
    step: (batchIndex) => trainer.step(batches[batchIndex], settings.learningRate),
    losses: async () => [...(await trainer.takeMetrics()).losses],
    settle: async () => {
      await trainer.takeMetrics().catch((cause: Error) => {
        // A device that computes nothing has what its memory holds for losses.
        if (!(cause instanceof DivergedError)) throw cause;
      });
      const refusal = works.map(({ notCaptured }) => notCaptured).find((reason) => reason !== null);
      if (isCaptured && refusal) throw new Error(`The step was not captured: ${refusal}`);
    },
    prepare: async () => {
      let compiled = 0;
      await trainer.prepare(batches[0], ({ done }) => {
        compiled = done;
      });
      return compiled;
    },
  };
}

/** Without weight decay a first step's velocities are its gradients. */
function firstVelocities({ tensors }: TrainerSnapshot): Record<string, Float32Array> {
  const ending = ':velocity';
  const found = Object.entries(tensors).filter(([name]) => name.endsWith(ending));
  return Object.fromEntries(
    found.map(([name, { values }]) => [name.slice(0, -ending.length), values]),
  );
}

/** Starts Espalier's device; on WebGPU its steps may be kept from being recorded. */
async function startBackend(
  device: StepperOptions['device'],
  platform: StepperPlatform,
  isCaptured: boolean,
): Promise<Backend> {
  enableProdMode();
  const started = await startDevice(device, platform);
  if (isCaptured || device !== 'webgpu') return started;
  const webgpu = backend() as WebGPUBackend;
  return { ...started, repeat: (work) => new CapturedWork(webgpu, work, { isCaptured: false }) };
}

/** The backend; what it is to capture is added to `works`. */
function noting(works: CapturedWork[], started: Backend): Backend {
  const repeat: Backend['repeat'] = (work) => {
    const repeated = started.repeat(work);
    if (repeated instanceof CapturedWork) works.push(repeated);
    return repeated;
  };
  return { ...started, repeat };
}

/** On WebAssembly the trainer has as many threads as pay. */
async function trainerOf(
  network: BenchNetwork,
  batchSize: number,
  backend: Backend,
  platform: StepperPlatform,
): Promise<Trainer> {
  const { shape, classCount, spec } = network;
  const objective = plainObjective;
  const training = { ...settings, optimizer: 'sgd', weightDecay: 0, batchSize } as const;
  const options = { shape, classCount, objective, training, seed: 1, round: 1 } as const;
  const engine = isWasm(backend) ? await createWasmEngine(backend, platform, 'auto') : null;
  if (spec === null) {
    const layered = { ...options, layers: placedLayers(network) };
    return engine?.createLayeredTrainer(layered) ?? createLayeredTrainer(backend, layered);
  }
  const ofKind = { ...options, network: spec };
  return engine?.createTrainer(ofKind) ?? createTrainer(backend, ofKind);
}
