/** One thing wrong with a spec: the field's path (`training.epochs`) and what is allowed. */
export interface SpecIssue {
  readonly path: string;
  readonly message: string;
}
