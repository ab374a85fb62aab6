/**
 * The list of moves, newest first. Only rows in view are drawn, and what is being read stays in
 * place while moves arrive above it.
 */
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { largestMove, type MoveEntry } from '../../analysis/groups/moveEntries.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ReassignmentsProps } from '../viewProps.ts';
import { entryOffsets, visibleEntries } from './feedWindow.ts';
import { MoveRow } from './MoveRow.tsx';
import { movingEpoch } from './moveWords.ts';
import styles from './Reassignments.module.css';

interface MoveFeedProps
  extends Pick<ReassignmentsProps, 'images' | 'link' | 'controls' | 'onScrub'> {
  readonly state: Pick<RunState, 'phase' | 'dataset' | 'levelwise'>;
  readonly levelwise: LevelwiseState;
  readonly entries: readonly MoveEntry[];
}

/** The entries in view; a feed of thousands stays as quick as one of ten. */
export function MoveFeed(props: MoveFeedProps) {
  const { state, levelwise, entries } = props;
  const offsets = useMemo(() => entryOffsets(entries), [entries]);
  const { list, scrolled, height, onScroll } = useScroll(offsets[entries.length]);
  const { from, to } = visibleEntries(offsets, scrolled, height);
  const moving = movingEpoch(state);
  const largest = largestMove(levelwise);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={list} className={styles.list} aria-label="Moves" tabIndex={0} onScroll={onScroll}>
      <ul className={styles.entries} style={{ height: offsets[entries.length] }}>
        {entries.slice(from, to).map((entry, at) => (
          <li
            key={`${entry.epoch} ${entry.index}`}
            className={styles.entry}
            style={{ top: offsets[from + at], height: offsets[from + at + 1] - offsets[from + at] }}
            aria-setsize={entries.length}
            aria-posinset={from + at + 1}
          >
            <MoveRow {...props} entry={entry} isMoving={entry.epoch === moving} largest={largest} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a person reads stays where it is when moves arrive above it. */
function useScroll(total: number) {
  const list = useRef<HTMLElement>(null);
  const known = useRef(total);
  const [scrolled, setScrolled] = useState(0);
  const [height, setHeight] = useState(640);
  useLayoutEffect(() => {
    const element = list.current;
    const grown = total - known.current;
    known.current = total;
    if (element !== null && grown > 0 && element.scrollTop > 0) element.scrollTop += grown;
  }, [total]);
  useLayoutEffect(() => {
    if (list.current === null) return;
    const observer = new ResizeObserver(([entry]) => setHeight(entry.contentRect.height));
    observer.observe(list.current);
    return () => observer.disconnect();
  }, []);
  const onScroll = () => setScrolled(list.current?.scrollTop ?? 0);
  return { list, scrolled, height, onScroll };
}
