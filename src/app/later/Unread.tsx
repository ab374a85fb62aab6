import { RefreshCw } from 'lucide-react';
import { Button } from '../controls/Button.tsx';
import styles from '../shell/RunCard.module.css';

interface UnreadProps {
  /** What could not be read: `This page`. */
  readonly what: string;
  readonly onTryAgain: () => void;
}

/** That code could not be read, and the two ways on. */
export function Unread({ what, onTryAgain }: UnreadProps) {
  return (
    <section className={styles.card} role="alert">
      <div>
        <h2 className={styles.title}>{what} could not be read.</h2>
        <p className={styles.note}>
          The network may have failed for a moment. Nothing is lost: what this browser keeps stays.
        </p>
      </div>
      <div className={styles.buttons}>
        <Button look="primary" onPress={onTryAgain}>
          <RefreshCw size={14} aria-hidden="true" /> Try again
        </Button>
        <Button onPress={() => window.location.reload()}>Load Espalier anew</Button>
      </div>
    </section>
  );
}
