import { FileText } from 'lucide-react';
import type { StorageFacts } from '../../views/runs/storageFacts.ts';
import { Button } from '../controls/Button.tsx';
import { PresetCards } from '../first/PresetCards.tsx';
import styles from './NoRuns.module.css';
import { runsPageActions } from './runsPageActions.ts';
import { KeptWord } from './StoragePanel.tsx';

/** Before the first run: experiments to start with, and the way in for runs from elsewhere. */
export function NoRuns({ storage }: { readonly storage: StorageFacts }) {
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <h1 className={styles.story}>Nothing has run here yet.</h1>
        <p>
          Every run is kept in this browser as it trains, up to its last epoch: to go on with, to
          compare, to take along as a file.
        </p>
        <Button onPress={runsPageActions.importRuns}>
          <FileText size={14} aria-hidden="true" />
          Import runs…
        </Button>
        {storage.kind === 'memory' && <KeptWord storage={storage} on={runsPageActions} />}
      </div>
      <PresetCards />
    </main>
  );
}
