import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename } from 'node:fs/promises';
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
  const text = `${JSON.stringify(sweep, null, 2)}\n`;
  // Several commands may begin at once, and runs of an earlier one may read it.
  if ((await readFile(path, 'utf8').catch(() => null)) === text) return path;
  const own = `${path}.${randomUUID()}`;
  await writeWhole(own, text);
  await rename(own, path);
  return path;
}
