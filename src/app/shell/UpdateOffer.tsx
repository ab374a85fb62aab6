/** A newer version of the page: offered, and loaded when the person asks for it, never by itself. */
import { Info, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { keepOffline } from '../../hosting/offline.ts';
import { isAtWork } from '../../store/selectors.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { idle } from '../later/idle.ts';
import { pageServiceWorker } from '../pageServiceWorker.ts';
import styles from './Notices.module.css';

/** Milliseconds in which whoever has just come reads and presses; what that needs comes first. */
const settling = 3000;

async function atRest(): Promise<void> {
  await document.fonts.ready;
  await new Promise((resolve) => setTimeout(resolve, settling));
  await idle();
}

/** Keeps the page for visits without network; shows nothing until there is a newer version. */
export function UpdateOffer() {
  const [update, setUpdate] = useState<{ readonly load: () => void } | null>(null);
  const isBusy = useWorkbench(isAtWork);
  useEffect(() => {
    void keepOffline({
      ...pageServiceWorker(),
      onUpdate: (load) => setUpdate({ load }),
      reload: () => window.location.reload(),
      atRest,
    });
  }, []);
  if (update === null) return null;
  return (
    <div className={styles.notices}>
      <div className={styles.notice} role="status">
        <Info size={16} aria-hidden="true" />
        <p>
          <b>A newer version of Espalier is here.</b>{' '}
          {isBusy
            ? 'It can be loaded when the run has ended.'
            : 'Loading it takes a moment; what is kept in this browser stays.'}
        </p>
        <Button size="small" isDisabled={isBusy} onPress={update.load}>
          Load it
        </Button>
        <Button
          look="quiet"
          size="small"
          square
          aria-label="Not now"
          onPress={() => setUpdate(null)}
        >
          <X size={15} />
        </Button>
      </div>
    </div>
  );
}
