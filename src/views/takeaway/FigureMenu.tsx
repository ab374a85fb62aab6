/**
 * The way out of the page for a figure: as a drawing for papers and the web, as a picture, and its
 * numbers as a table.
 */
import { Download } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import boxStyles from '../kit/styles/boxes.module.css';
import styles from './FigureMenu.module.css';
import type { FigureOffersProps } from './FigureOffers.tsx';

const FigureOffers = lazy(() =>
  import('./FigureOffers.tsx').then(
    (file) => ({ default: file.FigureOffers }),
    () => ({ default: Unread }),
  ),
);

/** A button beside a figure's title, and what it offers. */
export function FigureMenu(props: FigureOffersProps) {
  return (
    <DialogTrigger>
      <Button className={styles.open} aria-label={`Take away ${props.title}`}>
        <Download size={14} strokeWidth={1.75} aria-hidden />
      </Button>
      <Popover className={boxStyles.appearing} placement="bottom end">
        <Dialog className={styles.dialog}>
          <Heading slot="title" className={styles.title}>
            Take away “{props.title}”
          </Heading>
          <Suspense fallback={<div className={styles.coming} aria-busy="true" />}>
            <FigureOffers {...props} />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Unread() {
  return (
    <p role="alert">
      What draws figures could not be read. Load Espalier anew when there is a network.
    </p>
  );
}
