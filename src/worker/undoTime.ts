/** Milliseconds for which a deleted run can be brought back. */
export const undoTime = 10_000;
