/**
 * When adaptation ends (ours). Algorithm 1 runs “until converge” and does not say when that is: here
 * it is when no class has moved for so many epochs of adaptation in a row.
 */
export class Convergence {
  /** Epochs of adaptation in a row without a move. */
  quietEpochs = 0;

  /** @param after epochs without a move that end adaptation; undefined never ends it. */
  constructor(private readonly after: number | undefined) {}

  /** Takes an epoch of adaptation in. Returns whether adaptation ends with it. */
  endsWith(moves: number): boolean {
    this.quietEpochs = moves === 0 ? this.quietEpochs + 1 : 0;
    return this.isReached;
  }

  /** A person has moved a class: the epochs without a move are counted anew, unless it is over. */
  notice(): void {
    if (!this.isReached) this.quietEpochs = 0;
  }

  get isReached(): boolean {
    return this.after !== undefined && this.quietEpochs >= this.after;
  }

  /** For a checkpoint; null where nothing depends on it. */
  save(): number | null {
    return this.after === undefined ? null : this.quietEpochs;
  }

  restore(quietEpochs: number): void {
    this.quietEpochs = quietEpochs;
  }
}
