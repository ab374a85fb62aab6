/**
 * Lines of the shelf for what this browser keeps from earlier visits: opened without fetching,
 * removed when asked.
 */
import { Database, Trash2, TriangleAlert } from 'lucide-react';
import { useFirstState } from '../../store/useFirstState.ts';
import { Button } from '../controls/Button.tsx';
import { withWorkbench } from '../later/laterWorkbench.ts';
import styles from './Shelf.module.css';
import { ShelfLine } from './ShelfLine.tsx';
import { type StoredItem, storedItems } from './shelfItems.ts';

interface StoredEntriesProps {
  /** Hash of the data set at hand, which needs no opening. */
  readonly held: string | null;
}

/** Data sets that are stored in this browser, each with its size and the way to remove it. */
export function StoredEntries({ held }: StoredEntriesProps) {
  const storage = useFirstState((state) => state.storage);
  return storedItems(storage).map((item) => (
    <StoredEntry key={item.hash} item={item} isHeld={item.hash === held} />
  ));
}

interface StoredEntryProps {
  readonly item: StoredItem;
  readonly isHeld: boolean;
}

function StoredEntry({ item: { hash, title, note, isWhole }, isHeld }: StoredEntryProps) {
  const isReading = useFirstState(({ data }) => data.phase === 'reading');
  const Icon = isWhole ? Database : TriangleAlert;
  return (
    <ShelfLine
      title={title}
      note={isHeld ? `${note} · at hand` : note}
      picture={
        <span className={styles.icon}>
          <Icon size={18} />
        </span>
      }
    >
      {isWhole && !isHeld && (
        <Button
          size="small"
          isDisabled={isReading}
          aria-label={`Open ${title}, ${note}`}
          onPress={() => withWorkbench((workbench) => workbench.openStored(hash))}
        >
          Open
        </Button>
      )}
      <Button
        look="quiet"
        size="small"
        square
        isDisabled={isReading}
        aria-label={`Remove ${title} from this browser`}
        onPress={() => withWorkbench((workbench) => workbench.removeStored(hash))}
      >
        <Trash2 size={14} />
      </Button>
    </ShelfLine>
  );
}
