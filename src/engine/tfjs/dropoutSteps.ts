/** The dropouts of one network: what decides their draws, and the number of its step. */
import { createRandom } from '../../lib/random.ts';
import type { TrainerSnapshot } from '../engine.ts';
import { type DropoutKey, dropoutPeriod } from './kernels/dropoutMask.ts';

type Tensors = TrainerSnapshot['tensors'];

/** What a snapshot calls the steps that were taken. */
const stepsName = 'dropout:steps';

/** What the dropouts of networks that are trained together share. */
interface Counter {
  /** One value, so that repeated work can take it to the device. */
  readonly step: Float32Array;
  /** Whether any network has a dropout. */
  isUsed: boolean;
}

export class DropoutSteps {
  private readonly seed: number;
  private readonly round: number;
  private readonly counter: Counter;

  /** Draws are hashes of (seed, 'dropout', round, layer), the step, the image and the value. */
  constructor(seed: number, round: number, counter?: Counter) {
    this.seed = seed;
    this.round = round;
    this.counter = counter ?? { step: new Float32Array(1), isUsed: false };
  }

  /** Those of a network of another round that takes the same steps. */
  ofRound(round: number): DropoutSteps {
    return new DropoutSteps(this.seed, round, this.counter);
  }

  /** What a layer's draws depend on. */
  key(layer: string): DropoutKey {
    this.counter.isUsed = true;
    const random = createRandom(this.seed, 'dropout', this.round, layer);
    return { layer: random.integer(2 ** 32), step: this.counter.step };
  }

  /** Host arrays that a step depends on. */
  get arrays(): readonly Float32Array[] {
    return this.counter.isUsed ? [this.counter.step] : [];
  }

  /** Counts a step. */
  count(): void {
    const { step } = this.counter;
    step[0] = (step[0] + 1) % dropoutPeriod;
  }

  /** What a snapshot needs for the next step's draws. */
  save(): Tensors {
    const { isUsed, step } = this.counter;
    return isUsed ? { [stepsName]: { shape: [1], values: step.slice() } } : {};
  }

  /** Takes its own part out of a snapshot and returns the rest. @throws RangeError where it lacks. */
  load(tensors: Tensors): Tensors {
    if (!this.counter.isUsed) return tensors;
    const { [stepsName]: steps, ...others } = tensors;
    if (steps === undefined) throw new RangeError(`The snapshot has no ${stepsName}`);
    this.counter.step.set(steps.values);
    return others;
  }
}
