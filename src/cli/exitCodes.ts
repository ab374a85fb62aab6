/** Exit codes of the command line. */
export const exitCodes = {
  done: 0,
  badInput: 2,
  trainingFailed: 3,
  /** Another process is at the run. */
  inUse: 4,
  /** Some runs of a sweep are missing, failed or differ. */
  notWhole: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
