/** What is left of a run that this page cannot list as others. */
export interface UnreadableRun {
  readonly runId: string;
  /** Damaged, or written by a newer Espalier, which is left alone. */
  readonly why: 'damaged' | 'newer';
  readonly bytes: number;
}
