/** How much memory the decoded images of a data set may take on this machine. */
import { totalmem } from 'node:os';
import { defaultLimits, limitsWithin } from '../data/limits.ts';
import { formatBytes } from '../lib/numberFormat.ts';
import { UsageError } from './usageError.ts';

const units: Readonly<Record<string, number>> = {
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

/** The least that is of use: some photographs. */
const least = 1e6;

/**
 * Bytes of decoded images that are held, as a person says it: `512MB`, `1.5 GiB`; as much as a data
 * set may have in memory where nothing is said. @throws UsageError for what is no such size.
 */
export function memoryBound(
  text: string | undefined,
  most = { ...defaultLimits, ...limitsWithin(totalmem()) }.decodedBytes,
): number {
  if (text === undefined) return most;
  const [, number = '', unit = ''] = /^([0-9]+(?:[.][0-9]+)?) ?([kmg]i?b)$/i.exec(text) ?? [];
  const bytes = Math.floor(Number(number) * (units[unit.toLowerCase()] ?? 0));
  if (number !== '' && bytes >= least && bytes <= most) return bytes;
  throw new UsageError(
    `--memory ${text}: must be a size from ${formatBytes(least)} to ${formatBytes(most)}, as 512MB or 1GiB`,
  );
}
