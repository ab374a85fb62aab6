/** Something wrong with what the person typed or gave; ends the command with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Exit codes of the command line. */
export const exitCodes = { done: 0, badInput: 2, trainingFailed: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
