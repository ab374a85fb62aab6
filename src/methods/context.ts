import type { PreparedData } from '../data/preparedData.ts';
import type { Trainer, TrainerOptions } from '../engine/engine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { RunEventBody } from '../spec/runEvent.ts';
import type { SplitName } from '../spec/units.ts';
import type { Pace } from './pace.ts';

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

/** All that a method may use. */
export interface MethodContext {
  readonly spec: ExperimentSpec;
  readonly data: PreparedData;
  readonly createTrainer: (options: TrainerOptions) => Trainer;
  readonly pace: Pace;
  /** Called with every trained network's outputs, in order of rounds. */
  readonly onOutputs: (round: number, outputs: SplitOutputs) => void;
}

/** Why a method ended by itself: all rounds are trained, or the target accuracy was reached. */
export type MethodEnd = 'rounds' | 'target';

/** A method trains networks and tells what happens; it ends by returning why. */
export type Method = (context: MethodContext) => AsyncGenerator<RunEventBody, MethodEnd>;
