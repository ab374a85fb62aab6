/**
 * The moments of a run, its finished epochs, as places in its log: what a run looked like then is folded
 * from there when it is asked for. States are kept at a few of them, ever farther apart as the log
 * grows, so that no moment is far from one and memory grows with the log alone.
 */
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { RunFold } from '../../spec/run/runFold.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { RunPosition } from '../progress/runPosition.ts';

/** States that are kept, at most, and how many moments lie between them at first. */
const maxKept = 64;
const firstSpacing = 64;
/** States folded last, which stay the same object while they are asked for again. */
const maxRecent = 8;

interface KeptState {
  readonly moment: number;
  /** Events that it comes of. */
  readonly length: number;
  readonly state: RunState;
}

export class RunMoments {
  private readonly positions: RunPosition[] = [];
  /** Events up to and including the last that belongs to each. */
  private readonly lengths: number[] = [];
  private kept: KeptState[] = [];
  private spacing = firstSpacing;
  private recent: readonly KeptState[] = [];

  /** @param events the log, which grows. */
  constructor(private readonly events: readonly RunEvent[]) {}

  /** How many there are. */
  get length(): number {
    return this.positions.length;
  }

  /** The newest; null before the first. */
  get last(): RunPosition | null {
    return this.positions.at(-1) ?? null;
  }

  /**
   * An epoch has been finished by the log's last event.
   * @param state the state then, for one who asks.
   */
  begin(position: RunPosition, state: () => RunState): void {
    const moment = this.positions.push(position) - 1;
    this.lengths.push(this.events.length);
    if (moment < (this.kept.at(-1)?.moment ?? 0) + this.spacing) return;
    this.kept.push({ moment, length: this.events.length, state: state() });
    if (this.kept.length <= maxKept) return;
    this.kept = this.kept.filter((_, at) => at % 2 === 1);
    this.spacing *= 2;
  }

  /** The log's last event belongs to the newest moment. */
  extend(): void {
    if (this.lengths.length > 0) this.lengths[this.lengths.length - 1] = this.events.length;
  }

  /** The state at a position, or at the last moment before it; null where there is none. */
  atOrBefore(position: RunPosition): RunState | null {
    const moment = this.positions.findLastIndex(
      ({ round, epoch }) =>
        round < position.round || (round === position.round && epoch <= position.epoch),
    );
    return moment === -1 ? null : this.at(moment);
  }

  /** The state at a moment, by its number from 0. @throws RangeError where there is none. */
  at(moment: number): RunState {
    const length = this.lengths[moment];
    if (length === undefined) throw new RangeError(`There is no moment ${moment}`);
    const known = this.recent.find((one) => one.moment === moment && one.length === length);
    if (known !== undefined) return known.state;
    const state = this.folded(moment, length);
    this.recent = [{ moment, length, state }, ...this.recent].slice(0, maxRecent);
    return state;
  }

  private folded(moment: number, length: number): RunState {
    const from = this.kept.findLast((one) => one.moment <= moment);
    const fold = new RunFold(from?.state ?? null);
    for (let at = from?.length ?? 0; at < length; at++) fold.take(this.events[at]);
    const { state } = fold;
    if (state === null) throw new RangeError('A moment has events');
    return state;
  }
}
