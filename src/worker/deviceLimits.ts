/** How large a data set may be in the page's worker, by the memory that the browser tells of. */
import { type DataLimits, limitsWithin } from '../data/limits.ts';

/** What a browser tells of its device; the standard types leave it out. */
interface Device {
  /** In GiB, rounded, at most 8 or so; not all browsers tell. */
  readonly deviceMemory?: number;
}

/** The limits of a device; of this one unless given. */
export function deviceLimits(
  { deviceMemory }: Device = (globalThis.navigator ?? {}) as Device,
): Partial<DataLimits> {
  return limitsWithin(deviceMemory === undefined ? null : deviceMemory * 2 ** 30);
}
