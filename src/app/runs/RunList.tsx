/** The list with what stands for it where nothing is found, and what cannot be listed below it. */
import { useCallback } from 'react';
import { nothingHidden } from '../../analysis/library/findRuns.ts';
import type { LibraryLine } from '../../analysis/library/libraryLines.ts';
import { formatBytes } from '../../lib/numberFormat.ts';
import { Button } from '../controls/Button.tsx';
import { RunTree } from './list/RunTree.tsx';
import { removable } from './list/removable.ts';
import styles from './RunList.module.css';
import type { RunsParts } from './runsParts.ts';

export function RunList({ view, unreadable, on, ask, rename }: RunsParts) {
  const { groups, chosenIds, choose, opened, setOpened, hold, found, setFilter } = view;
  // The list is drawn anew where one of these is another: a letter that is typed must leave them be.
  const open = useCallback(({ runs: [run] }: LibraryLine) => on.open(run), [on]);
  const askToDelete = useCallback(
    (runIds: readonly string[]) => {
      const ids = removable(found.filter(({ runId }) => runIds.includes(runId)));
      if (ids.length > 0) ask({ kind: 'delete', runIds: ids });
    },
    [found, ask],
  );
  return (
    <div
      onPointerEnter={({ pointerType }) => hold(pointerType === 'mouse')}
      onPointerLeave={() => hold(false)}
    >
      {found.length === 0 ? (
        <p className={styles.none}>
          No run is like that.{' '}
          <Button look="link" onPress={() => setFilter(nothingHidden)}>
            Show all
          </Button>
        </p>
      ) : (
        <RunTree
          groups={groups}
          chosen={chosenIds}
          onChoose={choose}
          opened={opened}
          onOpened={setOpened}
          onOpen={open}
          onRename={rename}
          onDelete={askToDelete}
        />
      )}
      {unreadable.length > 0 && <Unreadable {...{ unreadable, on, ask }} />}
    </div>
  );
}

/** Runs of which only the files can be told. */
function Unreadable({ unreadable, ask }: Pick<RunsParts, 'unreadable' | 'on' | 'ask'>) {
  return (
    <section className={styles.unreadable} aria-labelledby="unreadable">
      <h2 id="unreadable" className={styles.title}>
        Cannot be read
      </h2>
      <ul>
        {unreadable.map(({ runId, why, bytes }) => (
          <li key={runId} className={styles.line}>
            <span className={styles.id}>{runId}</span>
            <span className={styles.why}>
              {why === 'newer'
                ? 'A newer Espalier wrote it. Open it there; here it is left as it is.'
                : 'Its files are damaged. What is left of them can be deleted.'}{' '}
              {formatBytes(bytes)}
            </span>
            {why === 'damaged' && (
              <Button size="small" onPress={() => ask({ kind: 'delete', runIds: [runId] })}>
                Delete…
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
