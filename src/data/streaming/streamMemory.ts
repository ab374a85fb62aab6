/** How the memory for images that stay in their files is shared out. */

/** Bytes of images that are had ahead of their use, at most: threads need no longer lead. */
const longestLead = 2 ** 27;
/** Share of the memory for those where there is little. */
const leadShare = 1 / 4;

/** Bytes that are held of images: some are had ahead of their use, others stay. */
export interface StreamMemory {
  readonly ahead: number;
  readonly kept: number;
}

/** @param held bytes of images that may be held. */
export function memoryOfStreams(held: number): StreamMemory {
  const ahead = Math.min(longestLead, Math.ceil(held * leadShare));
  return { ahead, kept: held - ahead };
}
