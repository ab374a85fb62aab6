/** Readings of the bench, remembered as long as nothing has changed, and quick while a vote is dragged. */
import type { PerClass } from '../run/runFacts.ts';
import { type BenchOutputs, everyNthImage, type SplitOfMembers } from './benchOutputs.ts';
import { type BenchReading, benchReading } from './benchReading.ts';

/** Milliseconds that an answer may take while dragging: a frame. */
const frame = 16;
/** Where the whole takes longer, every so many images stand for all. */
const step = 10;

export interface BenchAnswer {
  readonly reading: BenchReading;
  /** Whether it is of every tenth image only. */
  readonly isApproximate: boolean;
}

export class BenchReader {
  private fewer: SplitOfMembers | null = null;
  private last: { readonly key: string; readonly answer: BenchAnswer } | null = null;
  /** Milliseconds that the last reading of all images took. */
  private cost = 0;

  constructor(
    readonly outputs: BenchOutputs,
    readonly ranking: PerClass,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** @param isMoving whether a vote is being dragged. */
  answer(weights: readonly number[], isMoving: boolean): BenchAnswer {
    const { measured, classCount } = this.outputs;
    const isApproximate = isMoving && this.cost > frame;
    const key = `${isApproximate} ${weights.join()}`;
    if (this.last?.key === key) return this.last.answer;
    if (isApproximate) this.fewer ??= everyNthImage(measured, classCount, step);
    const started = this.clock();
    const images = isApproximate && this.fewer !== null ? this.fewer : measured;
    const reading = benchReading(images, weights, classCount, this.ranking);
    if (!isApproximate) this.cost = this.clock() - started;
    this.last = { key, answer: { reading, isApproximate } };
    return this.last.answer;
  }
}
