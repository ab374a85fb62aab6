/** `sweep gather`: what the finished runs of a sweep came to, as one small file that stands for their folders. */
import { UsageError } from '../../node/usageError.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type CollectedRuns, collectedRuns } from './collectedRuns.ts';
import { gatheredRuns } from './gatheredRuns.ts';
import { placesText } from './placesText.ts';
import { isResultsFile, writeResultsFile } from './resultsFile.ts';
import type { SweepInput } from './sweepInput.ts';

/**
 * Writes every finished run once, in the order of the sweep. The file itself may be among the places,
 * and grows then.
 * @param places folders, and files that this command wrote.
 * @param path the file to write.
 * @throws UsageError for places that cannot be read, or results that may not stand in one table.
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
  await writeResultsFile(path, outcomes);
  for (const line of notGathered(collected)) console.error(line);
  console.error(`${sweep.name}: ${outcomes.length} of ${runs.length} runs gathered in ${path}`);
  return outcomes.length === runs.length ? exitCodes.done : exitCodes.notWhole;
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
