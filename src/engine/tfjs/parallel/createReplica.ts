import { assertNever } from '../../../lib/assertNever.ts';
import type { LevelwiseTrainer, LevelwiseTrainerOptions, Trainer } from '../../engine.ts';
import type { WasmBackend } from '../backends/wasm.ts';
import { createLayeredJointTrainer } from '../jointTrainer.ts';
import type { Collectives } from '../kernels/wasm/batchSums.ts';
import { createLayeredLevelwiseTrainer } from '../levelwise/levelwiseTrainer.ts';
import { createLayeredTrainer } from '../trainer.ts';
import type { TrainerPlan } from './protocol.ts';
import { type BatchSlice, batchSums, sliceOf } from './shards.ts';

/** A trainer that sees one thread's slice of every batch. */
export interface Replica<Kind extends Trainer | LevelwiseTrainer = Trainer | LevelwiseTrainer> {
  readonly trainer: Kind;
  readonly slice: BatchSlice;
}

/** Creates thread `rank`'s replica of a trainer that one thread or several run. */
export function createReplica(
  backend: WasmBackend,
  plan: TrainerPlan,
  rank: number,
  collectives: Collectives | null,
): Replica {
  const { shards, threads } = plan;
  const { batchSize } = plan.options.training;
  const slice = sliceOf(batchSize, shards, rank, threads);
  const sums = batchSums(batchSize, shards, rank, threads, collectives);
  const own = { ...backend, kernels: backend.kernelsFor(sums) };
  return { trainer: trainerOf(own, plan, slice), slice };
}

function trainerOf(backend: WasmBackend, plan: TrainerPlan, slice: BatchSlice): Replica['trainer'] {
  switch (plan.kind) {
    case 'flat':
      return createLayeredTrainer(backend, sliced(plan.options, slice));
    case 'levels':
      return createLayeredLevelwiseTrainer(backend, sliced(plan.options, slice));
    case 'joint':
      return createLayeredJointTrainer(backend, sliced(plan.options, slice));
    default:
      return assertNever(plan, 'plan');
  }
}

function sliced<Options extends Pick<LevelwiseTrainerOptions, 'training'>>(
  options: Options,
  { count }: BatchSlice,
): Options {
  return { ...options, training: { ...options.training, batchSize: count } };
}
