/** What the objective asks of a batch of B images; see `objective.ts` for how it comes about. */
export interface Targets {
  /** Class of each image, B values. */
  readonly labels: Int32Array;
  /** Factor of −ln p of each image's own class, B values. */
  readonly right: Float32Array;
  /** Factor of max(ln p_l, ln 1e-7) of each wrong class l, N values; null without the margin. */
  readonly wrong: Float32Array | null;
}
