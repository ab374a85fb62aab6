/** What can be compared with one press: runs that were chosen, and the groups of the library. */
import { libraryLines } from '../../analysis/library/libraryLines.ts';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import { type RunGroup, runGroups } from '../../analysis/library/runGroups.ts';
import { formatCounted } from '../../lib/numberFormat.ts';
import { groupTitle } from '../../views/runs/libraryWords.ts';

/** Runs that can be compared with one press. */
export interface RunChoice {
  readonly key: string;
  readonly title: string;
  readonly runs: readonly LibraryRun[];
  /** Results from files among it, by id; null takes all that were brought here. */
  readonly collected: readonly string[] | null;
}

/** The key of what was chosen on another page. */
export const givenKey = 'chosen on the page of runs';

/**
 * What was chosen before all, then the groups of the library, that of the shown run first.
 * @param collected results that were brought here as files, by id.
 * @param resultsOf ids of what was chosen; null where nothing was.
 */
export function comparableRuns(
  runs: readonly LibraryRun[],
  collected: readonly string[],
  resultsOf: readonly string[] | null,
  shownId: string | null,
): RunChoice[] {
  // What has no finished epoch has come to nothing yet.
  const begun = runs.filter(({ round, epoch }) => round > 1 || epoch > 0);
  const groups = runGroups(libraryLines(begun), 'what differs').map(choiceOf);
  const holds = ({ runs: of }: RunChoice) => of.some(({ runId }) => runId === shownId);
  const ordered = groups.toSorted((a, b) => Number(holds(b)) - Number(holds(a)));
  if (resultsOf === null) return ordered;
  const asked = new Set(resultsOf);
  const given = begun.filter(({ runId }) => asked.has(runId));
  const fromFiles = collected.filter((id) => asked.has(id));
  const count = given.length + fromFiles.length;
  if (count === 0) return ordered;
  const title = `${formatCounted(count, 'run')}, chosen`;
  // Of results from files only those that were chosen, where any was.
  const ids = fromFiles.length === 0 ? null : fromFiles;
  return [{ key: givenKey, title, runs: given, collected: ids }, ...ordered];
}

function choiceOf(group: RunGroup): RunChoice {
  const runs = group.lines.flatMap(({ runs: ofLine }) => ofLine);
  return { key: group.key, title: groupTitle(group), runs, collected: null };
}
