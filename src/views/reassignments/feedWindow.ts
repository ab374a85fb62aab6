/** Which rows of a long list are drawn: those in view and a few beyond. */
import type { MoveEntry } from '../../analysis/groups/moveEntries.ts';

/** Height of an entry with one move, in CSS pixels, and of each further line. */
const entryHeight = 72;
const lineHeight = 17;
/** Pixels drawn beyond the view on either side, so that tabbing and scrolling find rows. */
const beyond = 240;

/** Where each entry begins, and at the end where the last one ends. */
export function entryOffsets(entries: readonly MoveEntry[]): Float64Array {
  const offsets = new Float64Array(entries.length + 1);
  entries.forEach(({ moves }, at) => {
    offsets[at + 1] = offsets[at] + entryHeight + (moves.length - 1) * lineHeight;
  });
  return offsets;
}

/** The entries from `from` up to, not including, `to` lie in view or near it. */
export function visibleEntries(
  offsets: Float64Array,
  scrolled: number,
  height: number,
): { readonly from: number; readonly to: number } {
  const count = offsets.length - 1;
  const from = Math.max(0, firstAbove(offsets, scrolled - beyond) - 1);
  return { from, to: Math.min(count, firstAbove(offsets, scrolled + height + beyond)) };
}

/** The first place whose offset exceeds a height, by bisection. */
function firstAbove(offsets: Float64Array, height: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle] > height) high = middle;
    else low = middle + 1;
  }
  return low;
}
