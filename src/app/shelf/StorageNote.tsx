import { formatBytes } from '../../lib/numberFormat.ts';
import { useFirstState } from '../../store/useFirstState.ts';
import { Button } from '../controls/Button.tsx';
import { withWorkbench } from '../later/laterWorkbench.ts';
import styles from './StorageNote.module.css';
import { storedText } from './shelfItems.ts';

/** How much is stored, whether it stays, and what is left of files that did not come whole. */
export function StorageNote() {
  const storage = useFirstState((state) => state.storage);
  const isReading = useFirstState(({ data }) => data.phase === 'reading');
  if (storage === null) return null;
  return (
    <div className={styles.notes}>
      {storage.kind === 'memory' && (
        <p>This browser stores nothing here: data sets are gone when the page is closed.</p>
      )}
      {storage.unfinished > 0 && (
        <p className={styles.unfinished}>
          {formatBytes(storage.unfinished)} of files that have not come whole.
          <Button
            size="small"
            isDisabled={isReading}
            onPress={() => withWorkbench((workbench) => workbench.forgetDownloads())}
          >
            Remove them
          </Button>
        </p>
      )}
      {storage.kind !== 'memory' && storage.datasets.length > 0 && (
        <p>Data sets stored in this browser: {storedText(storage)}</p>
      )}
    </div>
  );
}
