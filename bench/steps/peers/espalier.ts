/** Espalier's own engine. */
import type { TrainerSnapshot } from '../../../src/engine/engine.ts';
import { createEngine } from '../../../src/engine/tfjs/createEngine.ts';
import { makeBatches } from '../batches.ts';
import type { BenchNetwork } from '../network.ts';
import { initialTensors } from '../parameters.ts';
import { type Stepper, type StepperOptions, type StepperPlatform, settings } from '../stepper.ts';
import { createOwnTrainer, type OwnTrainer } from './espalierLayers.ts';

export async function createStepper(
  { device, network, batch }: StepperOptions,
  platform: StepperPlatform,
): Promise<Stepper> {
  const batches = makeBatches(network, batch);
  const initial = snapshotOf(network);
  const trainer = await trainerOf(network, batch, device, platform);
  return {
    restart: async () => {
      const [taken, given] = [
        trainer.loadMatching(initial, { classifier: true }),
        Object.keys(initial.tensors).length,
      ];
      if (taken !== given) throw new Error(`${taken} of ${given} tensors were taken over`);
    },
    step: (batchIndex) => trainer.step(batches[batchIndex], settings.learningRate),
    losses: async () => [...(await trainer.takeMetrics()).losses],
  };
}

async function trainerOf(
  network: BenchNetwork,
  batchSize: number,
  device: StepperOptions['device'],
  platform: StepperPlatform,
): Promise<OwnTrainer> {
  const { shape, classCount, spec } = network;
  const training = { ...settings, optimizer: 'sgd', weightDecay: 0, batchSize } as const;
  if (spec === null) return createOwnTrainer(network, training, device, platform);
  const engine = await createEngine(device, platform);
  return engine.createTrainer({
    network: spec,
    shape,
    classCount,
    objective: 'weighted-likelihood',
    training,
    seed: 1,
    round: 1,
  });
}

function snapshotOf(network: BenchNetwork): TrainerSnapshot {
  const { parameters, statistics } = initialTensors(network);
  const entries = [...parameters, ...statistics].map(
    ({ name, shape, initial }) => [name, { shape, values: initial }] as const,
  );
  return { tensors: Object.fromEntries(entries) };
}
