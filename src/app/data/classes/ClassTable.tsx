/**
 * The list of classes with its heading, search and rows. Rows have one height for wide and one for
 * narrow pages, so that those in sight can be told from the scroll position alone.
 */
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../../lib/numberFormat.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import textStyles from '../../../views/kit/styles/text.module.css';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import { useNarrow } from '../../useWidthClass.ts';
import { useLeakedCounts } from '../sections/useSplit.ts';
import { useColumns } from '../useColumns.ts';
import { useVisibleRows } from '../useVisibleRows.ts';
import { ClassGallery } from './ClassGallery.tsx';
import { ClassRow } from './ClassRow.tsx';
import styles from './ClassTable.module.css';
import { ClassComplaint, ClassTools } from './ClassTools.tsx';
import { classesText, type ListedClass, listClasses, searchClasses } from './classList.ts';

/** Pixels of a row; the style sheet agrees. */
const rowHeights = { wide: 42, narrow: 56 };

/** Every class with its counts, its mean and some of its images; only rows in sight are drawn. */
export function ClassTable({ view }: { readonly view: DatasetView }) {
  const dataset = useWorkbench(({ draft }) => draft.lastGood.dataset);
  const leaked = useLeakedCounts(view);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [opened, setOpened] = useState<number | null>(null);
  const classes = useMemo(() => listClasses(view, dataset, leaked), [view, dataset, leaked]);
  const found = useMemo(() => searchClasses(classes, typed), [classes, typed]);
  useEffect(() => void actions().askSummary(), []);
  const most = useMemo(() => maxOf(classes), [classes]);
  const choose = useCallback(
    (index: number, isChosen: boolean) =>
      setChosen((now) => {
        const next = new Set(now);
        if (isChosen) next.add(index);
        else next.delete(index);
        return next;
      }),
    [],
  );
  return (
    <section aria-labelledby="classes">
      <header className={styles.head}>
        <div>
          <h2 id="classes" className={textStyles.heading}>
            Classes
          </h2>
          <p className={styles.note} role="status">
            {found.length === classes.length
              ? classesText(classes)
              : `${formatCount(found.length)} of ${classesText(classes)}`}
          </p>
        </div>
        <ClassTools
          classes={classes}
          found={found}
          chosen={chosen}
          typed={typed}
          onType={setTyped}
          onChoose={setChosen}
        />
      </header>
      <ClassComplaint />
      <Columns />
      <Rows count={found.length}>
        {(place, samples) => (
          <ClassRow
            key={found[place].index}
            view={view}
            listed={found[place]}
            most={most}
            samples={samples}
            isChosen={chosen.has(found[place].index)}
            onChoose={choose}
            onOpen={setOpened}
          />
        )}
      </Rows>
      {found.length === 0 && <p className={styles.none}>No class is called like that.</p>}
      <ClassGallery view={view} label={opened} onClose={() => setOpened(null)} />
    </section>
  );
}

/** What the columns hold; read aloud with each row instead. */
function Columns() {
  return (
    <div className={styles.columns} aria-hidden="true">
      <span className={styles.splits}>
        <b data-split="train">train</b>
        <b data-split="validation">val.</b>
        <span data-split="test">test</span>
      </span>
      <span>mean</span>
      <span>samples</span>
    </div>
  );
}

interface RowsProps {
  readonly count: number;
  readonly children: (place: number, samples: number) => ReactNode;
}

function Rows({ count, children }: RowsProps) {
  const list = useRef<HTMLOListElement>(null);
  const isNarrow = useNarrow();
  const rowHeight = isNarrow ? rowHeights.narrow : rowHeights.wide;
  // What the style sheet leaves of a row, in tiles of 32 pixels and their gap.
  const tiles = useColumns(list, 36);
  const samples = isNarrow ? 2 : Math.floor(tiles * 0.42 - 1.1);
  const { first, end } = useVisibleRows(list, count, rowHeight);
  const places = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  return (
    <ol ref={list} className={styles.rows} style={{ height: count * rowHeight }}>
      {places
        .filter((place) => place < count)
        .map((place) => (
          <li
            key={place}
            className={styles.place}
            style={{ top: place * rowHeight, height: rowHeight }}
            aria-setsize={count}
            aria-posinset={place + 1}
          >
            {children(place, samples)}
          </li>
        ))}
    </ol>
  );
}

function maxOf(classes: readonly ListedClass[]): number {
  return classes.reduce(
    (most, { counts: { train, validation, test } }) => Math.max(most, train + validation + test),
    1,
  );
}
