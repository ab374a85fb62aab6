/** A log that cannot be folded: an event that cannot follow the ones before it. */
export class LogOrderError extends Error {
  override readonly name = 'LogOrderError';
}
