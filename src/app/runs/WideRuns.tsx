/** The page of runs beside its rail: search, filters and storage left, the list on the sheet. */
import { FileText } from 'lucide-react';
import { formatCount, formatCounted } from '../../lib/numberFormat.ts';
import { Button } from '../controls/Button.tsx';
import { ListOrder } from './ListOrder.tsx';
import { Columns } from './list/Columns.tsx';
import { RunFacets } from './RunFacets.tsx';
import { RunList } from './RunList.tsx';
import { RunsHead } from './RunsHead.tsx';
import type { RunsParts } from './runsParts.ts';
import { SearchRuns } from './SearchRuns.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { StoragePanel } from './StoragePanel.tsx';
import { UndoBar } from './UndoBar.tsx';
import styles from './WideRuns.module.css';

export function WideRuns(parts: RunsParts) {
  const { runs, view, trashed, storage, on, ask } = parts;
  const { grouping, setGrouping, order, setOrder } = view;
  const lines = view.groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <div className={styles.page}>
      <aside className={styles.rail} aria-label="Find runs">
        <div className={styles.facets}>
          <SearchRuns view={view} />
          <RunFacets runs={runs} hidden={view.filter.hidden} setFilter={view.setFilter} />
          {parts.comparisons}
        </div>
        <StoragePanel {...{ runs, storage, on, ask }} />
      </aside>
      <main className={styles.main}>
        <div className={styles.sheet} data-scrolls>
          <header className={styles.head}>
            <div>
              <RunsHead runs={runs} />
              <p className={styles.note}>
                Runs that differ only in their seed stand on one line; open it for each.
              </p>
            </div>
            <Button onPress={on.importRuns}>
              <FileText size={14} aria-hidden="true" />
              Import…
            </Button>
          </header>
          <div className={styles.tools}>
            <ListOrder {...{ grouping, setGrouping, order, setOrder }} />
            <span className={styles.note}>
              {formatCount(view.found.length)} of {formatCount(runs.length)} shown, on{' '}
              {formatCounted(lines, 'line')}
            </span>
          </div>
          <Columns />
          <RunList {...parts} />
        </div>
        <UndoBar count={trashed} onUndo={on.restore} />
        <SelectionBar {...parts} />
      </main>
    </div>
  );
}
