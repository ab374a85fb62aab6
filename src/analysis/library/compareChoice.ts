import { groupedBy } from '../../lib/groupedBy.ts';
import { libraryLines } from './libraryLines.ts';
import type { LibraryRun } from './libraryRun.ts';

/**
 * Of some runs those to compare with one another, what is told of the first in front: one of each
 * line, of a seed that all lines have where there is one, so that chance is the same; of one line
 * its runs. All on the data set of the first. Null where there are not two.
 */
export function compareChoice(runs: readonly LibraryRun[]): readonly LibraryRun[] | null {
  const [first] = runs;
  if (first === undefined) return null;
  const [same] = groupedBy(runs, ({ datasetHash }) => datasetHash).values();
  const lines = libraryLines(same);
  const chosen =
    lines.length === 1 ? lines[0].runs : lines.map(({ runs }) => runs).map(ofSeed(lines));
  return chosen.length < 2 ? null : chosen;
}

function ofSeed(lines: readonly { readonly seeds: readonly number[] }[]) {
  const [{ seeds }, ...others] = lines;
  const shared = seeds.find((seed) => others.every((line) => line.seeds.includes(seed)));
  return (runs: readonly LibraryRun[]): LibraryRun =>
    runs.find(({ spec }) => spec.seed === shared) ?? runs[0];
}
