/** How Winograd's method lies in memory, and for which channels it pays, whatever the stride. */

/**
 * Values between one position's and the next's: as many bytes as a line of a cache, without which
 * all of them would fall to the same few places of it.
 */
export const gap = 16;

/** Columns of a panel of packed weights. */
const panelColumns = 8;

/** Channels from which on tiles, one after another, would fall to few places of the first cache. */
const wide = 128;

/** Channels by outputs from which on the transforms cost less than they save. */
const worthwhile = 256;

/** Whether channels and outputs are whole vectors, and enough of them. */
export function hasEnoughChannels(channels: number, outputs: number): boolean {
  const isWhole = channels % 4 === 0 && outputs % 4 === 0;
  return isWhole && channels * outputs >= worthwhile && Math.min(channels, outputs) >= 8;
}

/** Values of a position's panels of `inner` × `outputs` packed weights. */
export function panelLength(inner: number, outputs: number): number {
  return inner * Math.ceil(outputs / panelColumns) * panelColumns + gap;
}

/** Bytes from one position's tiles to the next's. */
export function stepOf(channels: number, block: number): number {
  return (block * channels + gap) * Float32Array.BYTES_PER_ELEMENT;
}

/** Bytes from one tile's channels to the next's, where many tiles are gone through at one channel. */
export function pitchOf(channels: number): number {
  const apart = channels < wide ? channels : channels + gap;
  return apart * Float32Array.BYTES_PER_ELEMENT;
}
