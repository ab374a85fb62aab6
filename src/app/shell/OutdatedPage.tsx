import { RefreshCw } from 'lucide-react';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import styles from './RunCard.module.css';

/** That a newer Espalier writes what this browser keeps, and what to do about it. */
export function OutdatedPage() {
  const isOutdated = useWorkbench((state) => state.isOutdated);
  if (!isOutdated) return null;
  return (
    <section className={styles.card} aria-labelledby="outdated" role="alert">
      <div>
        <h2 id="outdated" className={styles.title}>
          This page is older than what this browser keeps.
        </h2>
        <p className={styles.note}>
          A newer Espalier has written here. Runs can be looked at, and one under way here is kept
          to its end; no other run is written until the page is loaded anew.
        </p>
      </div>
      <div className={styles.buttons}>
        <Button look="primary" onPress={() => window.location.reload()}>
          <RefreshCw size={14} aria-hidden="true" /> Reload
        </Button>
      </div>
    </section>
  );
}
