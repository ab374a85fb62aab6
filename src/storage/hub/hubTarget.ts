/** Where at the Hugging Face Hub a model goes, and by whose right. */
export interface HubTarget {
  /** `owner/name`. */
  readonly repository: string;
  /** The person's own; it goes to the Hub and nowhere else, and is kept by nobody here. */
  readonly token: string;
  readonly isPrivate: boolean;
  /** Whether files of a repository that is there already get a new version. */
  readonly addsVersion: boolean;
}
