/**
 * How a data set stands on the shelf, whether it is built in, stored or to be fetched; while it is
 * read, the line shows how far that is.
 */
import type { ReactNode } from 'react';
import { useFirstState } from '../../store/useFirstState.ts';
import { Button } from '../controls/Button.tsx';
import { progressShare, progressText } from '../data/reading/progressText.ts';
import { withWorkbench } from '../later/laterWorkbench.ts';
import styles from './Shelf.module.css';

interface ShelfLineProps {
  readonly title: string;
  readonly note: string;
  readonly picture: ReactNode;
  /** What can be done with it. */
  readonly children: ReactNode;
}

/** A data set on the shelf; while it is read, how far that is and the way to give it up. */
export function ShelfLine({ title, note, picture, children }: ShelfLineProps) {
  const data = useFirstState((state) => state.data);
  const reading = data.phase === 'reading' && data.what === title ? data : null;
  const share = reading && progressShare(reading.progress);
  return (
    <div className={styles.line}>
      {picture}
      <span className={styles.text}>
        <bdi className={styles.title}>{title}</bdi>
        <span className={styles.note}>
          {reading === null ? note : progressText(title, reading.progress)}
        </span>
      </span>
      {reading === null ? (
        children
      ) : (
        <Button
          size="small"
          onPress={() => withWorkbench((workbench) => workbench.cancelReading())}
        >
          Cancel
        </Button>
      )}
      {reading !== null && (
        <span className={styles.bar} aria-hidden="true">
          <i style={{ width: `${(share ?? 0) * 100}%` }} />
        </span>
      )}
    </div>
  );
}
