import type { LevelwiseTrainer, LevelwiseTrainerOptions, Trainer } from '../../engine.ts';
import type { WasmBackend } from '../backends/wasm.ts';
import type { Together } from '../kernels/wasm/batchSums.ts';
import { createLevelwiseTrainer } from '../levelwise/levelwiseTrainer.ts';
import { createTrainer } from '../trainer.ts';
import type { TrainerPlan } from './protocol.ts';
import { batchSums, type Slice, sliceOf } from './shards.ts';

/** A trainer that sees one thread's slice of every batch. */
export interface Part<Kind extends Trainer | LevelwiseTrainer = Trainer | LevelwiseTrainer> {
  readonly trainer: Kind;
  readonly slice: Slice;
}

/** Creates the part of thread `rank` of a trainer that several threads share, or of one alone. */
export function createPart(
  backend: WasmBackend,
  plan: TrainerPlan,
  rank: number,
  together: Together | null,
): Part {
  const { shards, threads } = plan;
  const { batchSize } = plan.options.training;
  const slice = sliceOf(batchSize, shards, rank, threads);
  const sums = batchSums(batchSize, shards, rank, threads, together);
  const own = { ...backend, kernels: backend.kernelsFor(sums) };
  const trainer =
    plan.kind === 'flat'
      ? createTrainer(own, sliced(plan.options, slice))
      : createLevelwiseTrainer(own, sliced(plan.options, slice));
  return { trainer, slice };
}

function sliced<Options extends Pick<LevelwiseTrainerOptions, 'training'>>(
  options: Options,
  { count }: Slice,
): Options {
  return { ...options, training: { ...options.training, batchSize: count } };
}
