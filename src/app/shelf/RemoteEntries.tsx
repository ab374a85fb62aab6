/**
 * Lines of the shelf for the published data sets of the catalogue, each with its size, its licence
 * and where it is described.
 */
import { CloudDownload, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { DialogTrigger, Link } from 'react-aria-components';
import type { CatalogueEntry } from '../../data/catalog/catalogue.ts';
import { formatCount } from '../../lib/numberFormat.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { FloatingDialog } from '../controls/FloatingDialog.tsx';
import { FetchOffer } from '../data/reading/FetchOffer.tsx';
import styles from './Shelf.module.css';
import { ShelfLine } from './ShelfLine.tsx';
import { remoteItems, remoteNote } from './shelfItems.ts';
import { useOnline } from './useOnline.ts';

/** Published data sets that can be fetched, each with its size; nothing is fetched unasked. */
export function RemoteEntries() {
  const storage = useWorkbench((state) => state.storage);
  return remoteItems(storage).map((entry) => <RemoteEntry key={entry.source} entry={entry} />);
}

function RemoteEntry({ entry }: { readonly entry: CatalogueEntry }) {
  const isReading = useWorkbench(({ data }) => data.phase === 'reading');
  const isOnline = useOnline();
  const [isOpen, setOpen] = useState(false);
  const { title, about, licence, home, source, train, test, shape } = entry;
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
      <DialogTrigger isOpen={isOpen && !isReading} onOpenChange={setOpen}>
        <Button
          size="small"
          isDisabled={isReading || !isOnline}
          aria-label={`Fetch ${title}: ${remoteNote(entry)}`}
        >
          Fetch…
        </Button>
        <FloatingDialog
          label={`Fetch ${title}`}
          title={
            <>
              {title}: {about}
            </>
          }
          note={
            <>
              {formatCount(train)} training and {formatCount(test)} test images of {shape}. Licence:{' '}
              {licence}.{' '}
              <Link className={styles.link} href={home} target="_blank" rel="noreferrer">
                Where it is described
                <ExternalLink size={11} aria-hidden="true" />
              </Link>
            </>
          }
        >
          <div className={styles.offer}>
            <FetchOffer source={source} />
          </div>
        </FloatingDialog>
      </DialogTrigger>
    </ShelfLine>
  );
}
