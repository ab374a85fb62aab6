/**
 * Cutting long dispatches: a graphics driver ends programs that keep the card from drawing for
 * seconds. Workgroups know nothing of one another, so a dispatch may as well be several, of some of
 * its groups each.
 */

/** Workgroups from `first` on. */
export interface Slice {
  readonly first: number;
  readonly count: number;
}

/** Dispatches of more threads than this are cut before it is known how fast the device is. */
const unguardedThreads = 2 ** 18;
const maxSlices = 64;

/** Milliseconds that a dispatch should take at most: half of what it must not exceed. */
export const longestDispatch = 250;

/** Into how many a dispatch of so many threads is cut while nothing has been measured. */
export function guardedSlices(threads: number): number {
  return Math.min(maxSlices, Math.ceil(threads / unguardedThreads));
}

/** Into how many each is cut, if all together took so long: none takes longer than all. */
export function neededSlices(milliseconds: number, longest = longestDispatch): number {
  return Math.max(1, Math.min(maxSlices, Math.ceil(milliseconds / longest)));
}

/** The groups in slices of equal size, each no more than `limit`. */
export function slicesOf(groups: number, wanted: number, limit: number): Slice[] {
  const size = Math.min(limit, Math.ceil(groups / wanted));
  return Array.from({ length: Math.ceil(groups / size) }, (_, index) => ({
    first: index * size,
    count: Math.min(size, groups - index * size),
  }));
}
