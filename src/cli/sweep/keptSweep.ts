import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../node/usageError.ts';
import { writeWhole } from '../../node/wholeFile.ts';
import { sweepHash } from '../../spec/sweeps/sweepSpec.ts';
import type { SweepInput } from './sweepInput.ts';

/**
 * Writes the sweep as it was read beside its results: runs that begin later are of this one, whatever
 * becomes of its file. Returns where. @throws UsageError where nothing can be written.
 */
export async function keepSweep(
  { sweep }: Pick<SweepInput, 'sweep'>,
  results: string,
): Promise<string> {
  const folder = join(results, 'sweeps');
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw new UsageError(`--out ${results}: nothing can be written there (${error.message})`);
  });
  const path = join(folder, `${sweepHash(sweep).slice(0, 16)}.json`);
  await writeWhole(path, `${JSON.stringify(sweep, null, 2)}\n`);
  return path;
}
