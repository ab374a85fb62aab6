/**
 * The page as a whole: the bar, what attends it, and the page that is open. Pages that have been
 * opened stay laid out, unseen and inert, so that going back costs nothing.
 */
import { type ReactNode, useEffect, useState } from 'react';
import { heldData } from '../store/data/dataSet.ts';
import { useDrawnAfter } from '../store/pacing/useDrawnAfter.ts';
import type { PageName } from '../store/pageSlice.ts';
import { useFirstState } from '../store/useFirstState.ts';
import styles from './App.module.css';
import { FirstVisit } from './first/FirstVisit.tsx';
import { guardDrops } from './guardDrops.ts';
import { laterParts } from './later/laterParts.ts';
import { PartsNote } from './later/PartsNote.tsx';
import { isLinked, readRest } from './later/readRest.ts';
import { pages } from './pages.ts';
import { TopBar } from './shell/TopBar.tsx';

// Made once: that another page opens is no reason to draw what the pages hold anew.
const drawn = Object.entries(pages).map(([name, { Page }]) => ({ name, page: <Page /> }));
const firstVisit = <FirstVisit />;

/** The workbench: a bar, and the page that is open. */
export function App() {
  // To draw a whole data set is too much for the task in which it came.
  const hasData = useDrawnAfter(
    useFirstState(({ data }) => (heldData(data) === null ? null : 'data')),
  );
  // The bar answers the click at once, the page follows.
  const open = useDrawnAfter(useFirstState(({ page }): PageName => page));
  const parts = laterParts.useState();
  // What a link holds comes with the parts: the first page would only flash by.
  const isAwaited = isLinked() && (parts.phase === 'unread' || parts.phase === 'reading');
  useEffect(() => guardDrops(window), []);
  useEffect(() => {
    void readRest();
  }, []);
  return (
    <div className={styles.app}>
      <TopBar />
      <div className={styles.above}>
        <PartsNote />
        {parts.phase === 'read' && <parts.code.Attendants />}
      </div>
      {drawn.map(({ name, page }) => (
        <KeptPage key={name} isOpen={name === open}>
          {name === 'data' && hasData === null ? (
            isAwaited ? (
              <main aria-busy="true" />
            ) : (
              firstVisit
            )
          ) : (
            page
          )}
        </KeptPage>
      ))}
    </div>
  );
}

interface KeptPageProps {
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

/** A page that, once opened, keeps its layout while others are open: going back costs nothing. */
function KeptPage({ isOpen, children }: KeptPageProps) {
  const [wasOpened, setOpened] = useState(isOpen);
  if (isOpen && !wasOpened) setOpened(true);
  if (!wasOpened) return null;
  return (
    <div className={styles.page} inert={!isOpen} data-open={isOpen || undefined}>
      {children}
    </div>
  );
}
