/** Something could not be stored, or what was stored could not be had; text for people. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    message: string,
    /** What the person can do. */
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** Nothing is kept of what was asked for: not that it could not be read. */
export class NothingKeptError extends StorageError {}

/** Takes what storage refuses for nothing, and hands on every other error. */
export function unlessStorage(error: unknown): null {
  if (error instanceof StorageError) return null;
  throw error;
}
