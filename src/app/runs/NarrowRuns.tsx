/**
 * The page of runs in one column: the sentence, the search, two lines a run. Filters lie on a sheet;
 * storage stays at the bottom until runs are chosen.
 */
import { FileText, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { Sheet, SheetHead } from '../controls/Sheet.tsx';
import { ListOrder } from './ListOrder.tsx';
import styles from './NarrowRuns.module.css';
import { RunFacets } from './RunFacets.tsx';
import { RunList } from './RunList.tsx';
import { RunsHead } from './RunsHead.tsx';
import type { RunsParts } from './runsParts.ts';
import { SearchRuns } from './SearchRuns.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { KeptWord, StoragePanel } from './StoragePanel.tsx';
import { UndoBar } from './UndoBar.tsx';

export function NarrowRuns(parts: RunsParts) {
  const { runs, view, trashed, storage, on, ask } = parts;
  const { grouping, setGrouping, order, setOrder } = view;
  const [isFiltering, setFiltering] = useState(false);
  const [showsStorage, setShowsStorage] = useState(false);
  const isChoosing = view.chosen.length > 0;
  return (
    <div className={styles.page} data-choosing={isChoosing || undefined}>
      <main className={styles.column} data-scrolls>
        <RunsHead runs={runs} />
        <div className={styles.tools}>
          <SearchRuns view={view} />
          <Button onPress={() => setFiltering(true)}>
            <SlidersHorizontal size={16} aria-hidden="true" />
            Filter, group
          </Button>
        </div>
        <RunList {...parts} />
        {parts.comparisons}
      </main>
      <UndoBar count={trashed} onUndo={on.restore} />
      {isChoosing ? (
        <SelectionBar {...parts} />
      ) : (
        <footer className={styles.foot}>
          <KeptWord storage={storage} on={on} />
          <div className={styles.buttons}>
            <Button wide onPress={on.importRuns}>
              <FileText size={15} aria-hidden="true" />
              Import…
            </Button>
            <Button wide onPress={() => setShowsStorage(true)}>
              Storage
            </Button>
          </div>
        </footer>
      )}
      <Sheet isOpen={isFiltering} onClose={() => setFiltering(false)}>
        <SheetHead title="Filter, group" onClose={() => setFiltering(false)} />
        <div className={styles.filters}>
          <ListOrder {...{ grouping, setGrouping, order, setOrder }} />
          <RunFacets runs={runs} hidden={view.filter.hidden} setFilter={view.setFilter} />
        </div>
      </Sheet>
      <Sheet isOpen={showsStorage} onClose={() => setShowsStorage(false)}>
        <SheetHead title="What is kept here" onClose={() => setShowsStorage(false)} />
        <StoragePanel {...{ runs, storage, on, ask }} />
      </Sheet>
    </div>
  );
}
