/**
 * The list of runs from top to bottom: heads of groups, their lines, and below an opened line its runs. All of
 * it is known at any time, whatever of it is drawn.
 */
import type { ListGroup, ListRow } from './listRows.ts';

export interface HeadItem {
  readonly key: string;
  readonly group: ListGroup;
  readonly row: null;
}

export interface RowItem {
  readonly key: string;
  readonly row: ListRow;
  /** 1 for a line of its group, 2 for a run of the line above. */
  readonly level: 1 | 2;
  /** Its place among those beside it, from 1, and how many those are. */
  readonly place: number;
  readonly of: number;
  /** Whether its runs stand below it; null where it has none. */
  readonly isOpen: boolean | null;
}

export type ListItem = HeadItem | RowItem;

export const isRowItem = (item: ListItem): item is RowItem => item.row !== null;

/** @param opened keys of the lines whose runs stand below them */
export function listItems(
  groups: readonly ListGroup[],
  opened: ReadonlySet<string>,
): readonly ListItem[] {
  return groups.flatMap((group): ListItem[] => [
    { key: group.key, group, row: null },
    ...group.rows.flatMap((row, index, { length }) => rowItems(row, index + 1, length, opened)),
  ]);
}

function rowItems(row: ListRow, place: number, of: number, opened: ReadonlySet<string>): RowItem[] {
  const { key, single } = row;
  const isOpen = single.length === 0 ? null : opened.has(key);
  const item: RowItem = { key, row, level: 1, place, of, isOpen };
  if (isOpen !== true) return [item];
  const below = single.map(
    (one, index): RowItem => ({
      ...{ key: one.key, row: one, level: 2, isOpen: null },
      ...{ place: index + 1, of: single.length },
    }),
  );
  return [item, ...below];
}
