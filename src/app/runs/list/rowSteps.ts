/** Where the keys of a tree lead in the list of runs, by its items alone. Heads of groups are passed over. */
import { lineTitle, runTitle } from '../../../views/runs/lineWords.ts';
import { isRowItem, type ListItem, type RowItem } from './listItems.ts';

/** Rows that a page of keys is, where the height of the window is no matter. */
const pageRows = 10;

/**
 * The place of the row that a key leads to from another; null where the key leads nowhere or there is none.
 * @param at the place of the row that has the focus
 */
export function rowReached(items: readonly ListItem[], at: number, key: string): number | null {
  switch (key) {
    case 'ArrowDown':
      return stepped(items, at, 1);
    case 'ArrowUp':
      return stepped(items, at, -1);
    case 'PageDown':
      return stepped(items, at, pageRows);
    case 'PageUp':
      return stepped(items, at, -pageRows);
    case 'Home':
      return stepped(items, -1, 1);
    case 'End':
      return stepped(items, items.length, -1);
    default:
      return null;
  }
}

/** So many rows on, or as many as there are. */
function stepped(items: readonly ListItem[], at: number, steps: number): number | null {
  const direction = Math.sign(steps);
  let reached: number | null = null;
  let left = Math.abs(steps);
  for (let index = at + direction; left > 0; index += direction) {
    const item = items[index];
    if (item === undefined) break;
    if (!isRowItem(item)) continue;
    reached = index;
    left--;
  }
  return reached;
}

/** The place of the line that a run stands below; null for what stands below none. */
export function rowAbove(items: readonly ListItem[], at: number): number | null {
  const item = items[at];
  if (item === undefined || !isRowItem(item) || item.level === 1) return null;
  return at - item.place;
}

/** The place of the next row, from the top again after the last, whose title begins so; null where none does. */
export function rowCalled(items: readonly ListItem[], at: number, letters: string): number | null {
  const wanted = letters.toLocaleLowerCase();
  // A letter more may still mean the row that the letters before it have led to.
  const first = letters.length > 1 ? at : at + 1;
  for (let step = 0; step < items.length; step++) {
    const index = (first + step) % items.length;
    const item = items[index];
    if (isRowItem(item) && rowTitle(item).toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return null;
}

/** What a row is called: a line by what its runs share, a run by its own. */
export function rowTitle({ row: { line }, level }: RowItem): string {
  return level === 2 ? runTitle(line.runs[0]) : lineTitle(line);
}

/** The row nearest to a place, where what had stood there is gone; null where there is none. */
export function rowNear(items: readonly ListItem[], place: number): number | null {
  return stepped(items, place - 1, 1) ?? stepped(items, Math.min(place, items.length), -1);
}
