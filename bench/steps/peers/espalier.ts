/** Espalier's own engine. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, enableProdMode } from '@tensorflow/tfjs-core';
import type { Backend } from '../../../src/engine/tfjs/backends/backend.ts';
import { startDevice } from '../../../src/engine/tfjs/backends/devices.ts';
import { isWasm } from '../../../src/engine/tfjs/backends/wasm.ts';
import { CapturedWork } from '../../../src/engine/tfjs/captured/capturedWork.ts';
import { diverged } from '../../../src/engine/tfjs/failures.ts';
import { createWasmEngine } from '../../../src/engine/tfjs/parallel/parallelWasm.ts';
import { threadsFor } from '../../../src/engine/tfjs/parallel/threadChoice.ts';
import { createTrainer } from '../../../src/engine/tfjs/trainer.ts';
import { makeBatches } from '../batches.ts';
import type { BenchNetwork } from '../network.ts';
import { initialSnapshot } from '../parameters.ts';
import { type Stepper, type StepperOptions, type StepperPlatform, settings } from '../stepper.ts';
import { createOwnTrainer, type OwnTrainer } from './espalierLayers.ts';

export async function createStepper(
  { device, network, batch, isCaptured }: StepperOptions,
  platform: StepperPlatform,
): Promise<Stepper> {
  const batches = makeBatches(network, batch);
  const initial = initialSnapshot(network);
  const started = await startBackend(device, platform, isCaptured);
  const works: CapturedWork[] = [];
  const trainer = await trainerOf(network, batch, noting(works, started), platform);
  return {
    restart: async () => {
      const [taken, given] = [
        await trainer.loadMatching(initial, { classifier: true }),
        Object.keys(initial.tensors).length,
      ];
      if (taken !== given) throw new Error(`${taken} of ${given} tensors were taken over`);
    },
    step: (batchIndex) => trainer.step(batches[batchIndex], settings.learningRate),
    losses: async () => [...(await trainer.takeMetrics()).losses],
    settle: async () => {
      await trainer.takeMetrics().catch((cause: Error) => {
        // A device that computes nothing has what its memory holds for losses.
        if (cause.message !== diverged().message) throw cause;
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

async function trainerOf(
  network: BenchNetwork,
  batchSize: number,
  backend: Backend,
  platform: StepperPlatform,
): Promise<OwnTrainer> {
  const { shape, classCount, spec } = network;
  const training = { ...settings, optimizer: 'sgd', weightDecay: 0, batchSize } as const;
  if (spec === null) {
    const threads = threadsFor('auto', platform.threads);
    return isWasm(backend) && threads > 1 && platform.shareLayers !== null
      ? platform.shareLayers(network, batchSize, backend, platform.wasmPaths, threads)
      : createOwnTrainer(network, training, backend);
  }
  const objective = 'weighted-likelihood';
  const options = {
    network: spec,
    shape,
    classCount,
    objective,
    training,
    seed: 1,
    round: 1,
  } as const;
  if (!isWasm(backend)) return createTrainer(backend, options);
  return (await createWasmEngine(backend, platform, 'auto')).createTrainer(options);
}
