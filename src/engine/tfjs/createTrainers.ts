/**
 * Trainers of the networks that specs name. They stand apart from the trainers themselves, which
 * worker threads load too: those are told the layers, and need not load how specs are read.
 */
import type {
  JointTrainer,
  JointTrainerOptions,
  LevelwiseTrainer,
  LevelwiseTrainerOptions,
  Trainer,
  TrainerOptions,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { createLayeredJointTrainer } from './jointTrainer.ts';
import { createLayeredLevelwiseTrainer } from './levelwise/levelwiseTrainer.ts';
import { layeredJointOf, layeredOf } from './networks/layered.ts';
import { checkRoom } from './room.ts';
import { createLayeredTrainer } from './trainer.ts';

/** Creates a network, freshly initialised, on the backend. */
export function createTrainer(backend: Backend, options: TrainerOptions): Trainer {
  const layered = layeredOf(options);
  checkRoom(layered.layers, options.training, deviceRoom(backend));
  return createLayeredTrainer(backend, layered);
}

/** Creates a level-wise network, freshly initialised, on the backend. */
export function createLevelwiseTrainer(
  backend: Backend,
  options: LevelwiseTrainerOptions,
): LevelwiseTrainer {
  const layered = layeredOf(options);
  checkRoom(layered.layers, options.training, deviceRoom(backend));
  return createLayeredLevelwiseTrainer(backend, layered);
}

/** Creates networks that are trained together, freshly initialised, on the backend. */
export function createJointTrainer(backend: Backend, options: JointTrainerOptions): JointTrainer {
  const layered = layeredJointOf(options);
  checkRoom(layered.networks, options.training, deviceRoom(backend));
  return createLayeredJointTrainer(backend, layered);
}

const deviceRoom = ({ device: { kind }, room }: Backend) => ({
  device: `the device ${kind}`,
  ...room,
});
