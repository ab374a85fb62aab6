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

/** A network's outputs, images × classes, and its weight in the vote. */
export interface Ballot {
  readonly probabilities: Float32Array;
  readonly weight: number;
}

/**
 * The probabilities that {@link Vote} comes to with these networks in their order, of the outputs from
 * `start` on that fill `into`: of a few images at a time they stay in the processor's cache. Where no
 * network has any weight, every one of `classCount` classes is alike.
 */
export function voteOn(
  ballots: readonly Ballot[],
  start: number,
  into: Float64Array,
  classCount: number,
): void {
  into.fill(0);
  let totalWeight = 0;
  for (const { weight } of ballots) totalWeight += weight;
  if (totalWeight === 0) {
    into.fill(1 / classCount);
    return;
  }
  for (let first = 0; first < ballots.length; first += 4) {
    addFour(into, ballots.slice(first, first + 4), start);
  }
  for (let i = 0; i < into.length; i++) into[i] /= totalWeight;
}

/** Four networks in one pass, added in their order; in place of those missing one without weight. */
function addFour(into: Float64Array, ballots: readonly Ballot[], start: number): void {
  const [one, two, three, four] = Array.from({ length: 4 }, (_, index) => {
    const { probabilities, weight } = ballots[index] ?? { ...ballots[0], weight: 0 };
    return { values: probabilities.subarray(start, start + into.length), weight };
  });
  const [a, b, c, d] = [one.values, two.values, three.values, four.values];
  const [wa, wb, wc, wd] = [one.weight, two.weight, three.weight, four.weight];
  for (let i = 0; i < into.length; i++) {
    into[i] = into[i] + wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
  }
}
