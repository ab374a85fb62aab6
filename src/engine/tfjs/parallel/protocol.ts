/** Messages between the coordinator of a thread pool and its worker threads. */
import type { ImageSource } from '../../../data/prepare/imageSource.ts';
import type {
  JointTrainer,
  LevelwiseTrainer,
  LevelwiseTrainerOptions,
  Trainer,
  TrainerOptions,
} from '../../engine.ts';
import type { WasmPaths } from '../backends/wasm.ts';
import { drawnCounts } from '../levelwise/sampling.ts';
import type { Layered, LayeredJoint } from '../networks/layered.ts';
import type { BatchBufferShape } from './batchBuffer.ts';
import type { SentImages } from './sharedImages.ts';

/** What the others' trainers are called for. */
export type CallName = keyof Pick<
  Trainer & LevelwiseTrainer,
  | 'setClassWeights'
  | 'load'
  | 'loadMatching'
  | 'setAssignment'
  | 'setCounts'
  | 'setGroups'
  | 'setLevelWeights'
  | 'takeSampledGroups'
>;

/** What they say of images. */
export type EvaluationName = keyof Pick<
  LevelwiseTrainer & JointTrainer,
  'predict' | 'features' | 'predictLevels' | 'predictMembers'
>;

export interface FlatPlan {
  readonly kind: 'flat';
  readonly options: Layered<TrainerOptions>;
}

export interface LevelwisePlan {
  readonly kind: 'levels';
  readonly options: Layered<LevelwiseTrainerOptions>;
}

export interface JointPlan {
  readonly kind: 'joint';
  readonly options: LayeredJoint;
}

/** A trainer that several threads share. */
export type TrainerPlan = (FlatPlan | LevelwisePlan | JointPlan) & {
  readonly shards: number;
  readonly threads: number;
};

/** What a trainer's batches are like. */
export function bufferShapeOf(plan: TrainerPlan): BatchBufferShape {
  const levels = plan.kind === 'levels' ? drawnCounts(plan.options).length : 0;
  return { batchSize: plan.options.training.batchSize, image: plan.options.shape, levels };
}

/** To a thread; each is seen to after the one before is done. */
export type ToWorker =
  /** The first: shares the memory and starts WebAssembly. Answered by `joined`. */
  | {
      readonly type: 'join';
      readonly space: SharedArrayBuffer;
      readonly rank: number;
      readonly threads: number;
      readonly wasmPaths: WasmPaths;
      /** Whether its loops fuse multiply-adds, as the coordinator's do. */
      readonly isFused: boolean;
    }
  | {
      readonly type: 'create';
      readonly trainer: number;
      readonly plan: TrainerPlan;
      readonly batchBuffer: SharedArrayBuffer;
    }
  /** Calls a trainer's function; answered. */
  | {
      readonly type: 'call';
      readonly call: number;
      readonly trainer: number;
      readonly name: CallName;
      readonly inputs: readonly unknown[];
    }
  /** Has a trainer say something of images; answered. */
  | {
      readonly type: 'evaluate';
      readonly call: number;
      readonly trainer: number;
      readonly name: EvaluationName;
      readonly images: SentImages;
    }
  /** A source of images, its pixels in shared memory. */
  | { readonly type: 'take-images'; readonly number: number; readonly source: ImageSource }
  /** Forgets all sources. */
  | { readonly type: 'release-images' }
  /** Forgets the metrics of the steps so far: the coordinator has read its own. */
  | { readonly type: 'forget'; readonly trainer: number }
  | { readonly type: 'dispose'; readonly trainer: number }
  /** Follows commands (commandChannel.ts) until told to leave. */
  | { readonly type: 'follow-commands' };

export type FromWorker =
  | { readonly type: 'joined' }
  | { readonly type: 'answer'; readonly call: number; readonly value: unknown }
  /** A call that failed, or (null) the thread as a whole. */
  | {
      readonly type: 'failed';
      readonly call: number | null;
      readonly message: string;
      readonly remedy: string | null;
    };
