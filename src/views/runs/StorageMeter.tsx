import { formatBytes, formatCounted } from '../../lib/numberFormat.ts';
import styles from './StorageMeter.module.css';
import type { StorageFacts } from './storageFacts.ts';

interface StorageMeterProps {
  readonly facts: StorageFacts;
  readonly runs: number;
}

/** What is kept, by what it is: bars as long as their bytes, and the bytes in words. */
export function StorageMeter({ facts: { logs, networks, datasets }, runs }: StorageMeterProps) {
  const parts = [
    { name: `logs of ${formatCounted(runs, 'run')}`, bytes: logs },
    { name: 'their networks', bytes: networks },
    { name: 'data sets', bytes: datasets },
  ];
  return (
    <div className={styles.meter}>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ name, bytes }) => (
          <i key={name} style={{ flexGrow: bytes }} />
        ))}
      </div>
      <dl className={styles.parts}>
        {parts.map(({ name, bytes }) => (
          <div key={name} className={styles.part}>
            <dt>
              <i className={styles.dot} />
              {name}
            </dt>
            <dd>{bytes === 0 ? '–' : formatBytes(bytes)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
