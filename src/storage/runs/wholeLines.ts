/** The byte that ends every line of a log. */
export const newline = '\n'.charCodeAt(0);

/** A log as far as its lines are whole: the last may have been cut off. */
export function wholeLines(log: Uint8Array): Uint8Array {
  return log.subarray(0, log.lastIndexOf(newline) + 1);
}
