/** `sweep gather`: what the finished runs of a sweep came to, as one small file that stands for their folders. */
import { UsageError } from '../../node/usageError.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type CollectedRuns, collectedRuns } from './collectedRuns.ts';
import { gatheredRuns } from './gatheredRuns.ts';
import { placesText } from './placesText.ts';
import { exists } from './plannedStanding.ts';
import { isResultsFile, readResultsFile, writeResultsFile } from './resultsFile.ts';
import type { SweepInput } from './sweepInput.ts';

/**
 * Writes every finished run once, in the order of the sweep. The file itself may be among the places,
 * and grows then.
 * @param places folders, and files that this command wrote.
 * @param path the file to write.
 * @throws UsageError for places that cannot be read, results that may not stand in one table, or a file
 * that holds what would be lost.
 */
export async function sweepGather(
  { runs, sweep }: SweepInput,
  places: readonly string[],
  path: string,
): Promise<ExitCode> {
  if (!isResultsFile(path)) {
    throw new UsageError(`--out ${path}: must be a file that ends in .jsonl or .jsonl.gz`);
  }
  const collected = collectedRuns(runs, await gatheredRuns(runs, places), null);
  const finished = [...collected.finished].sort((one, other) => one.run.index - other.run.index);
  // Where a result lay says nothing elsewhere.
  const outcomes = finished.map(({ run, outcome }) => ({ ...outcome, id: run.hash }));
  for (const line of notGathered(collected)) console.error(line);
  await refuseLoss(path, new Set(outcomes.map(({ id }) => id)));
  await writeResultsFile(path, outcomes);
  console.error(`${sweep.name}: ${outcomes.length} of ${runs.length} runs gathered in ${path}`);
  return outcomes.length === runs.length ? exitCodes.done : exitCodes.notWhole;
}

/** The file stands for folders that may be gone: nothing of it is replaced by less. @throws UsageError */
async function refuseLoss(path: string, gathered: ReadonlySet<string>): Promise<void> {
  if (!(await exists(path))) return;
  const lost = (await readResultsFile(path)).find(({ outcome }) => {
    return outcome === null || !gathered.has(outcome.id);
  });
  if (lost === undefined) return;
  throw new UsageError(
    `--out ${path}: ${lost.place} would be lost, as it is not among what was gathered. Nothing was written: give the file among the places too, or choose another`,
  );
}

function notGathered({ missing, failed, differing }: CollectedRuns): string[] {
  return [
    ...(missing.length > 0 ? [`Missing: ${placesText(missing)}`] : []),
    ...(failed.length > 0 ? [`Failed: ${placesText(failed)}`] : []),
    ...(differing.length > 0
      ? [`Left out, since two results differ: ${placesText(differing.map(({ run }) => run.index))}`]
      : []),
  ];
}
