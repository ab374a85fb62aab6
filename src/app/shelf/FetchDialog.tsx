/** What is told of a published data set before it is fetched. */
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { DialogTrigger, Link } from 'react-aria-components';
import type { CatalogueEntry } from '../../data/catalog/catalogue.ts';
import { formatCount } from '../../lib/numberFormat.ts';
import { FloatingDialog } from '../controls/FloatingDialog.tsx';
import { FetchOffer } from '../data/reading/FetchOffer.tsx';
import styles from './Shelf.module.css';

interface FetchDialogProps {
  readonly entry: CatalogueEntry;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** The button that opens it. */
  readonly children: ReactNode;
}

/** A published data set's size, licence and origin, and the button that fetches it. */
export function FetchDialog({ entry, isOpen, onOpenChange, children }: FetchDialogProps) {
  const { title, about, licence, home, source, train, test, shape } = entry;
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {children}
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
  );
}
