import { useMemo, useRef } from 'react';
import { isRowItem, type ListItem } from './listItems.ts';
import { chosenKeys, chosenRuns, type ListGroup } from './listRows.ts';

export interface RowChoice {
  /** Keys of rows whose runs are all chosen. */
  readonly keys: ReadonlySet<string>;
  /** A row and all its runs, or none of them. */
  readonly toggle: (key: string) => void;
  /** All rows from the one last toggled to this one, in place of those so chosen before. */
  readonly extend: (key: string) => void;
  readonly all: () => void;
  readonly none: () => void;
}

interface RowChoiceOptions {
  readonly groups: readonly ListGroup[];
  readonly items: readonly ListItem[];
  /** Ids of runs. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (runIds: ReadonlySet<string>) => void;
}

/** Choosing runs by the rows that they stand in. */
export function useRowChoice(options: RowChoiceOptions): RowChoice {
  const { groups, items, chosen, onChoose } = options;
  const span = useRef<{ readonly from: string; readonly to: string } | null>(null);
  const keys = useMemo(() => chosenKeys(groups, chosen), [groups, chosen]);
  const become = (after: ReadonlySet<string> | 'all') =>
    onChoose(chosenRuns(groups, chosen, after));
  const toggle = (key: string) => {
    const after = new Set(keys);
    if (!after.delete(key)) after.add(key);
    span.current = { from: key, to: key };
    become(after);
  };
  const extend = (key: string) => {
    if (span.current === null) return toggle(key);
    const { from, to } = span.current;
    const after = new Set(keys);
    for (const one of keysBetween(items, from, to)) after.delete(one);
    for (const one of keysBetween(items, from, key)) after.add(one);
    span.current = { from, to: key };
    become(after);
  };
  return {
    keys,
    toggle,
    extend,
    all: () => become('all'),
    none: () => become(new Set()),
  };
}

/** Keys of the rows between two of them, both included, whichever stands first; none where one is gone. */
export function keysBetween(items: readonly ListItem[], one: string, other: string): string[] {
  const [first, last] = [one, other]
    .map((key) => items.findIndex((item) => item.key === key))
    .sort((a, b) => a - b);
  if (first < 0) return [];
  return items.slice(first, last + 1).flatMap((item) => (isRowItem(item) ? item.key : []));
}
