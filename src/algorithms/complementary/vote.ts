/** A vote to be gone on with. */
export interface VoteState {
  /** Numerator of Eq. 9, images × classes. */
  readonly weighted: Float64Array;
  /** Its denominator. */
  readonly totalWeight: number;
}

/**
 * The growing vote F(x) = Σ_t ln(1/γ_t) f_t(x) / Σ_t ln(1/γ_t) (Eq. 9), kept as its numerator in
 * double precision so that each network's outputs are needed once only.
 */
export class Vote {
  private readonly weighted: Float64Array;
  private totalWeight: number;

  /** A vote over `length` outputs (images × classes), with no network yet; or as one was saved. */
  constructor(length: number, saved: VoteState | null = null) {
    this.weighted = saved?.weighted.slice() ?? new Float64Array(length);
    this.totalWeight = saved?.totalWeight ?? 0;
  }

  /** Adds a network's probabilities with its weight, which is not normalised. */
  add(probabilities: Float32Array, weight: number): void {
    for (let i = 0; i < this.weighted.length; i++) this.weighted[i] += weight * probabilities[i];
    this.totalWeight += weight;
  }

  /** The vote as it stands; not copied. */
  save(): VoteState {
    return { weighted: this.weighted, totalWeight: this.totalWeight };
  }

  /** The ensemble's probabilities. */
  probabilities(): Float64Array {
    return this.weighted.map((value) => value / this.totalWeight);
  }
}
