/** Something wrong with what the person typed or gave; ends the command with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
