/** The rows of the list, each with what of its group it is drawn by, and the keys of what is chosen. */
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';
import { singleLines } from '../../../analysis/library/libraryLines.ts';
import type { RunGroup } from '../../../analysis/library/runGroups.ts';
import { areAlike } from '../../../lib/areAlike.ts';
import { type ErrorAxis, errorAxis } from '../../../views/runs/errorAxis.ts';

export interface ListRow {
  readonly key: string;
  readonly line: LibraryLine;
  /** On which its error stands; null where none of the group is known. */
  readonly axis: ErrorAxis | null;
  /** Fields in which the lines of its group differ. */
  readonly differing: readonly string[];
  /** Whether its group holds several data sets, so that each line tells its own. */
  readonly isOfMany: boolean;
  /** Its runs one by one, where there are several. */
  readonly single: readonly ListRow[];
}

export interface ListGroup {
  readonly key: string;
  readonly group: RunGroup;
  readonly axis: ErrorAxis | null;
  readonly rows: readonly ListRow[];
}

/** The rows of some groups. Rows of one run have none below them. */
export function listGroups(groups: readonly RunGroup[]): ListGroup[] {
  return groups.map((group) => {
    const before = listed.get(group) ?? listGroup(group);
    listed.set(group, before);
    return before;
  });
}

/** Groups of the same lines stay the very same, and so do their rows. */
const listed = new WeakMap<RunGroup, ListGroup>();

function listGroup(group: RunGroup): ListGroup {
  const { key, lines, differing } = group;
  const isOfMany = new Set(lines.map(({ runs: [run] }) => run.datasetHash)).size > 1;
  const axis = errorAxis(lines.map(({ testError }) => testError));
  const rowOf = (line: LibraryLine): ListRow => {
    const before = known.get(line);
    const around = { axis, differing, isOfMany };
    if (before !== undefined && isDrawnBy(before, around)) return before;
    const single = line.runs.length > 1 ? singleLines(line.runs).map(rowOf) : [];
    const row = { key: line.key, line, ...around, single };
    known.set(line, row);
    return row;
  };
  return { key: `group ${key}`, group, axis, rows: lines.map(rowOf) };
}

/** Rows are told apart by being the same: one that is drawn by the same as before stays the very same. */
const known = new WeakMap<LibraryLine, ListRow>();

type DrawnBy = Pick<ListRow, 'axis' | 'differing' | 'isOfMany'>;

function isDrawnBy(row: DrawnBy, { axis, differing, isOfMany }: DrawnBy): boolean {
  return (
    row.isOfMany === isOfMany && areAlike(row.axis, axis) && areAlike(row.differing, differing)
  );
}

/** Every row, those within others after them. */
export function allRows(groups: readonly ListGroup[]): ListRow[] {
  return groups.flatMap(({ rows }) => rows.flatMap((row) => [row, ...row.single]));
}

/** The keys of rows whose runs are all chosen. */
export function chosenKeys(
  groups: readonly ListGroup[],
  chosen: ReadonlySet<string>,
): ReadonlySet<string> {
  const isChosen = ({ line }: ListRow) => line.runs.every(({ runId }) => chosen.has(runId));
  return new Set(allRows(groups).flatMap((row) => (isChosen(row) ? row.key : [])));
}

/**
 * The runs chosen after the keys of chosen rows have become others: a row that was added brings its
 * runs, one that was taken away takes them along, and what is not listed stays as it was.
 */
export function chosenRuns(
  groups: readonly ListGroup[],
  chosen: ReadonlySet<string>,
  keys: ReadonlySet<unknown> | 'all',
): ReadonlySet<string> {
  const before = chosenKeys(groups, chosen);
  const after = new Set(chosen);
  for (const { key, line } of allRows(groups)) {
    const isChosen = keys === 'all' || keys.has(key);
    if (isChosen === before.has(key)) continue;
    for (const { runId } of line.runs) {
      if (isChosen) after.add(runId);
      else after.delete(runId);
    }
  }
  return after;
}
