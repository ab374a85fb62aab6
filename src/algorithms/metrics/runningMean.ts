/** A mean of equally long lists of numbers that come one after another, in double precision. */
export class RunningMean {
  private constructor(
    readonly mean: Float64Array,
    private added: number,
  ) {}

  /** Of nothing yet, or of `count` lists whose mean is given. */
  static of(length: number, saved: { readonly mean: Float64Array; readonly count: number } | null) {
    return new RunningMean(saved?.mean.slice() ?? new Float64Array(length), saved?.count ?? 0);
  }

  /** Lists added so far. */
  get count(): number {
    return this.added;
  }

  /** m ← m + (x − m)/n for the n-th list x. */
  add(values: ArrayLike<number>): void {
    this.added++;
    for (let at = 0; at < this.mean.length; at++) {
      this.mean[at] += (values[at] - this.mean[at]) / this.added;
    }
  }
}
