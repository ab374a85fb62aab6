import { FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StorageFacts } from '../../views/runs/storageFacts.ts';
import { Button } from '../controls/Button.tsx';
import { PresetCards } from '../first/PresetCards.tsx';
import styles from './NoRuns.module.css';
import { runsPageActions } from './runsPageActions.ts';
import { KeptWord } from './StoragePanel.tsx';

interface NoRunsProps {
  readonly storage: StorageFacts;
  /** What stands for comparisons and their queue. */
  readonly comparisons: ReactNode;
}

/** Before the first run: experiments to start with, and the way in for runs from elsewhere. */
export function NoRuns({ storage, comparisons }: NoRunsProps) {
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
        {comparisons}
        {storage.kind === 'memory' && <KeptWord storage={storage} on={runsPageActions} />}
      </div>
      <PresetCards />
    </main>
  );
}
