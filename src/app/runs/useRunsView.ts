/** What a person has set of the list of runs: what is found, how it stands, what is chosen. */
import {
  type Dispatch,
  type SetStateAction,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { findRuns, nothingHidden, type RunFilter } from '../../analysis/library/findRuns.ts';
import { libraryLines } from '../../analysis/library/libraryLines.ts';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import { heldOrder, type LineOrder, orderedLines } from '../../analysis/library/lineOrder.ts';
import { type RunGrouping, runGroups } from '../../analysis/library/runGroups.ts';
import { areAlike } from '../../lib/areAlike.ts';
import { type ListGroup, listGroups } from './list/listRows.ts';

export interface RunsView {
  readonly filter: RunFilter;
  readonly setFilter: Dispatch<SetStateAction<RunFilter>>;
  readonly grouping: RunGrouping;
  readonly setGrouping: (grouping: RunGrouping) => void;
  readonly order: LineOrder;
  readonly setOrder: (order: LineOrder) => void;
  readonly found: readonly LibraryRun[];
  readonly groups: readonly ListGroup[];
  /** Chosen runs that are there and found. */
  readonly chosen: readonly LibraryRun[];
  readonly chosenIds: ReadonlySet<string>;
  readonly choose: (runIds: ReadonlySet<string>) => void;
  readonly opened: ReadonlySet<string>;
  readonly setOpened: (keys: ReadonlySet<string>) => void;
  /** While a pointer is over the list its lines keep their places. */
  readonly hold: (isHeld: boolean) => void;
}

const none: ReadonlySet<string> = new Set();

export function useRunsView(runs: readonly LibraryRun[]): RunsView {
  const [filter, setFilter] = useState(nothingHidden);
  const [grouping, setGrouping] = useState<RunGrouping>('what differs');
  const [order, setOrder] = useState<LineOrder>('when');
  const [chosenIds, choose] = useState(none);
  const [opened, setOpened] = useState(none);
  const [isHeld, hold] = useState(false);
  // Letters and what was pressed are shown at once, what they find as soon as it is drawn.
  const asked = useDeferredValue(filter);
  const drawnGrouping = useDeferredValue(grouping);
  const drawnOrder = useDeferredValue(order);
  const found = useMemo(() => findRuns(runs, asked), [runs, asked]);
  const lines = useOrdered(found, drawnOrder, isHeld);
  const groups = useMemo(() => listGroups(runGroups(lines, drawnGrouping)), [lines, drawnGrouping]);
  const chosen = useMemo(
    () => found.filter(({ runId }) => chosenIds.has(runId)),
    [found, chosenIds],
  );
  return {
    filter,
    setFilter,
    grouping,
    setGrouping,
    order,
    setOrder,
    found,
    groups,
    chosen,
    chosenIds,
    choose,
    opened,
    setOpened,
    hold,
  };
}

/** The lines in their order; held, as they stood before. */
function useOrdered(runs: readonly LibraryRun[], order: LineOrder, isHeld: boolean) {
  const before = useRef<readonly string[]>([]);
  const lines = useMemo(() => orderedLines(libraryLines(runs), order), [runs, order]);
  const shown = useMemo(() => {
    if (!isHeld) return lines;
    const held = heldOrder(lines, before.current);
    return areAlike(held, lines) ? lines : held;
  }, [lines, isHeld]);
  useEffect(() => {
    before.current = shown.map(({ key }) => key);
  });
  return shown;
}
