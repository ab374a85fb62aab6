/** The dropouts of one network: what decides their draws, and the number of its step. */
import { createRandom } from '../../lib/random.ts';
import type { TrainerSnapshot } from '../engine.ts';
import { type DropoutKey, dropoutPeriod, layerBits } from './kernels/dropoutMask.ts';

type Tensors = TrainerSnapshot['tensors'];

/** What a snapshot calls the steps that were taken. */
const stepsName = 'dropout:steps';

/** What the dropouts of networks that are trained together share. */
interface Counter {
  /** One value, so that repeated work can take it to the device. */
  readonly step: Float32Array;
  /** The layers that drop, of all of them. */
  readonly layers: Float32Array[];
}

export class DropoutSteps {
  private readonly seed: number;
  private readonly round: number;
  private readonly counter: Counter;

  /** Draws are hashes of (seed, 'dropout', round, layer), the step, the image and the value. */
  constructor(seed: number, round: number, counter?: Counter) {
    this.seed = seed;
    this.round = round;
    this.counter = counter ?? { step: new Float32Array(1), layers: [] };
  }

  /** Those of a network of another round that takes the same steps. */
  ofRound(round: number): DropoutSteps {
    return new DropoutSteps(this.seed, round, this.counter);
  }

  /** What a layer's draws depend on. */
  key(layer: string): DropoutKey {
    const random = createRandom(this.seed, 'dropout', this.round, layer);
    const bits = layerBits(random.integer(2 ** 32));
    this.counter.layers.push(bits);
    return { layer: bits, step: this.counter.step };
  }

  /** Host arrays that a step depends on. */
  get arrays(): readonly Float32Array[] {
    return this.isUsed ? [this.counter.step, ...this.counter.layers] : [];
  }

  /** Whether any network has a dropout. */
  private get isUsed(): boolean {
    return this.counter.layers.length > 0;
  }

  /** Counts a step. */
  count(): void {
    const { step } = this.counter;
    step[0] = (step[0] + 1) % dropoutPeriod;
  }

  /** What a snapshot needs for the next step's draws. */
  save(): Tensors {
    const { step } = this.counter;
    return this.isUsed ? { [stepsName]: { shape: [1], values: step.slice() } } : {};
  }

  /** Goes on from the steps of a network that is taken over, where that one counts any. */
  loadMatching({ [stepsName]: steps }: Tensors): void {
    if (this.isUsed && steps !== undefined) this.counter.step.set(steps.values);
  }

  /** Takes its own part out of a snapshot and returns the rest. @throws RangeError where it lacks. */
  load(tensors: Tensors): Tensors {
    if (!this.isUsed) return tensors;
    const { [stepsName]: steps, ...others } = tensors;
    if (steps === undefined) throw new RangeError(`The snapshot has no ${stepsName}`);
    this.counter.step.set(steps.values);
    return others;
  }
}
