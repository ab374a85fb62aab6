/**
 * Lines of the shelf for the published data sets of the catalogue, each with its size, its licence
 * and where it is described.
 */
import { CloudDownload } from 'lucide-react';
import { useState } from 'react';
import type { CatalogueEntry } from '../../data/catalog/catalogue.ts';
import { useFirstState } from '../../store/useFirstState.ts';
import { Button } from '../controls/Button.tsx';
import { laterParts, useParts } from '../later/laterParts.ts';
import styles from './Shelf.module.css';
import { ShelfLine } from './ShelfLine.tsx';
import { remoteItems, remoteNote } from './shelfItems.ts';
import { useOnline } from './useOnline.ts';

/** Published data sets that can be fetched, each with its size; nothing is fetched unasked. */
export function RemoteEntries() {
  const storage = useFirstState((state) => state.storage);
  return remoteItems(storage).map((entry) => <RemoteEntry key={entry.source} entry={entry} />);
}

function RemoteEntry({ entry }: { readonly entry: CatalogueEntry }) {
  const isReading = useFirstState(({ data }) => data.phase === 'reading');
  const isOnline = useOnline();
  const parts = useParts();
  const [isOpen, setOpen] = useState(false);
  const { title } = entry;
  const button = (
    <Button
      size="small"
      isDisabled={isReading || !isOnline}
      aria-label={`Fetch ${title}: ${remoteNote(entry)}`}
      // Pressed before the dialog is read, it opens once it is.
      {...(parts === null && {
        onPress: () => {
          setOpen(true);
          void laterParts.read();
        },
      })}
    >
      Fetch…
    </Button>
  );
  return (
    <ShelfLine
      title={title}
      note={isOnline ? remoteNote(entry) : `${remoteNote(entry)} · no network`}
      picture={
        <span className={styles.icon}>
          <CloudDownload size={18} />
        </span>
      }
    >
      {parts === null ? (
        button
      ) : (
        <parts.FetchDialog entry={entry} isOpen={isOpen && !isReading} onOpenChange={setOpen}>
          {button}
        </parts.FetchDialog>
      )}
    </ShelfLine>
  );
}
