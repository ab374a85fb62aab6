import type { PreparedData } from '../data/prepare/preparedData.ts';
import type {
  JointTrainer,
  JointTrainerOptions,
  LevelwiseTrainer,
  LevelwiseTrainerOptions,
  Trainer,
  TrainerOptions,
  TrainerSnapshot,
} from '../engine/engine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { MethodCheckpoint } from '../spec/run/checkpoint.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';
import type { RunState } from '../spec/run/runState.ts';
import type { SplitName } from '../spec/units.ts';
import type { Interventions } from './interventions.ts';
import type { RunControl } from './runControl.ts';

/** What a classifier says about some images, with their classes. */
export interface Outputs<Values extends Float32Array | Float64Array = Float32Array> {
  /** Class probabilities, images × N. */
  readonly probabilities: Values;
  readonly labels: Int32Array;
}

/** Outputs on the images of each split that there is. */
export type SplitOutputs<Values extends Float32Array | Float64Array = Float32Array> = Readonly<
  Partial<Record<SplitName, Outputs<Values>>>
>;

/** A trained network that another run starts from. */
export interface InitialNetwork {
  readonly snapshot: TrainerSnapshot;
  /** Names of the classes that it tells apart. */
  readonly classes: readonly string[];
}

/** What a run goes on from. */
export interface Resumption {
  readonly checkpoint: MethodCheckpoint;
  /** What the log tells up to the checkpoint. */
  readonly state: RunState;
}

/** All that a method may use. */
export interface MethodContext {
  readonly spec: ExperimentSpec;
  readonly data: PreparedData;
  readonly createTrainer: (options: TrainerOptions) => Trainer;
  readonly createLevelwiseTrainer: (options: LevelwiseTrainerOptions) => LevelwiseTrainer;
  readonly createJointTrainer: (options: JointTrainerOptions) => JointTrainer;
  readonly control: RunControl;
  /** What the person does to the run meanwhile. */
  readonly interventions: Interventions;
  /** The network that the spec asks to start from; null where it asks for none. */
  readonly initial: InitialNetwork | null;
  /** Networks of rounds that were trained before, by round: they are evaluated, not trained. */
  readonly trainedBefore?: ReadonlyMap<number, TrainerSnapshot>;
  /** What the log tells of these rounds. */
  readonly toldBefore?: RunState | null;
  /** Called with every trained network; answers its file's hash, or null if it is not kept. */
  readonly keepNetwork: (round: number, snapshot: TrainerSnapshot) => string | null;
  /** What the run goes on from; null where it begins. */
  readonly resumption: Resumption | null;
  /** Called at the end of every epoch, once all is told of it; null where nothing is kept. */
  readonly keepCheckpoint: ((checkpoint: MethodCheckpoint) => Promise<void>) | null;
  /** Called with every trained network's outputs, in order of rounds. */
  readonly onOutputs: (round: number, outputs: SplitOutputs) => void;
}

/** Why a method ended by itself: all rounds are trained, or the target accuracy was reached. */
export type MethodEnd = 'rounds' | 'target';

/** A method trains networks and tells what happens; it ends by returning why. */
export type Method = (context: MethodContext) => AsyncGenerator<RunEventBody, MethodEnd>;
