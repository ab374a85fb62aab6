/**
 * What is kept here and whether it stays: counted bytes, the browser's word, and what to do where
 * it promises nothing.
 */

import { Database, Lock, TriangleAlert } from 'lucide-react';
import { memo, useState } from 'react';
import { formatBytes } from '../../lib/numberFormat.ts';
import { StorageMeter } from '../../views/runs/StorageMeter.tsx';
import { roomWords } from '../../views/runs/storageFacts.ts';
import { Button } from '../controls/Button.tsx';
import { useNarrow } from '../useWidthClass.ts';
import type { RunsParts } from './runsParts.ts';
import styles from './StoragePanel.module.css';

type StoragePanelProps = Pick<RunsParts, 'runs' | 'storage' | 'on' | 'ask'>;

export const StoragePanel = memo(function StoragePanel(props: StoragePanelProps) {
  const { runs, storage, on, ask } = props;
  const { logs, networks, datasets, usedShare, kind } = storage;
  const room = roomWords(usedShare);
  const size = useNarrow() ? 'medium' : 'small';
  return (
    <section className={styles.panel} aria-labelledby="storage">
      <div className={styles.head}>
        <h2 id="storage" className={styles.title}>
          Storage
        </h2>
        <span className={styles.note}>{formatBytes(logs + networks + datasets)}</span>
      </div>
      <StorageMeter facts={storage} runs={runs.length} />
      {room !== '' && (
        <p className={styles.warning}>
          <Database size={14} aria-hidden="true" />
          {room}
        </p>
      )}
      <KeptWord {...{ storage, on }} />
      <div className={styles.buttons}>
        <Button
          size={size}
          wide
          isDisabled={runs.length === 0}
          onPress={() => ask({ kind: 'export', runIds: 'all' })}
        >
          Export all
        </Button>
        <Button
          size={size}
          wide
          isDisabled={kind === 'memory' || logs + networks + datasets === 0}
          onPress={() => ask({ kind: 'room' })}
        >
          Make room…
        </Button>
      </div>
    </section>
  );
});

/** The browser's word on whether it keeps what is here. */
export function KeptWord({ storage, on }: Pick<RunsParts, 'storage' | 'on'>) {
  const [isAsked, setAsked] = useState(false);
  if (storage.kind === 'memory') {
    return (
      <p className={styles.warning}>
        <TriangleAlert size={14} aria-hidden="true" />
        This browser keeps no files here: runs are gone when the page is closed. Export those that
        are to stay.
      </p>
    );
  }
  if (storage.lasting === 'promised') {
    return (
      <p className={styles.assurance}>
        <Lock size={14} aria-hidden="true" />
        The browser has promised to keep this until you delete it.
      </p>
    );
  }
  return (
    <>
      <p className={styles.warning}>
        <TriangleAlert size={14} aria-hidden="true" />
        <span>
          Not promised yet: when the disk runs full, the browser may clear this.{' '}
          {isAsked && 'It was asked and promises nothing so far; after more visits it may. '}
          <Button
            look="link"
            onPress={() => {
              setAsked(true);
              on.askToLast();
            }}
          >
            {isAsked ? 'Ask again' : 'Ask to keep'}
          </Button>
        </span>
      </p>
      {storage.forgetsAfterWeek && (
        <p className={styles.note}>
          Safari deletes what pages keep after seven days without a visit. Export what must outlive
          that.
        </p>
      )}
    </>
  );
}
