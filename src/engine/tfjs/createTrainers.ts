/**
 * Trainers of the networks that specs name. They stand apart from the trainers themselves, which
 * worker threads load too: those are told the layers, and need not load how specs are read.
 */
import type {
  LevelwiseTrainer,
  LevelwiseTrainerOptions,
  Trainer,
  TrainerOptions,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { createLayeredLevelwiseTrainer } from './levelwise/levelwiseTrainer.ts';
import { layeredOf } from './networks/layered.ts';
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

const deviceRoom = ({ device: { kind }, room }: Backend) => ({
  device: `the device ${kind}`,
  ...room,
});
