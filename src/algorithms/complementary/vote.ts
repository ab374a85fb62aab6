/**
 * The growing vote F(x) = Σ_t ln(1/γ_t) f_t(x) / Σ_t ln(1/γ_t) (Eq. 9), kept as its numerator in
 * double precision so that each network's outputs are needed once only.
 */
export class Vote {
  private readonly weighted: Float64Array;
  private totalWeight = 0;

  /** A vote over `length` outputs (images × classes), with no network yet. */
  constructor(length: number) {
    this.weighted = new Float64Array(length);
  }

  /** Adds a network's probabilities with its weight, which is not normalised. */
  add(probabilities: Float32Array, weight: number): void {
    for (let i = 0; i < this.weighted.length; i++) this.weighted[i] += weight * probabilities[i];
    this.totalWeight += weight;
  }

  /** The ensemble's probabilities. */
  probabilities(): Float64Array {
    return this.weighted.map((value) => value / this.totalWeight);
  }
}
