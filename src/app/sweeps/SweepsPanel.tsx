/** Comparisons on the page of runs: the queue, those that are kept, and the way to a new one. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { formatCounted } from '../../lib/numberFormat.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { KeptSweepLine } from './KeptSweepLine.tsx';
import { QueueProgress } from './QueuePanel.tsx';
import styles from './SweepsPanel.module.css';
import { firstSweeps } from './sweepWords.ts';

export function SweepsPanel() {
  const queue = useWorkbench((state) => state.queue);
  const sweeps = useWorkbench((state) => state.sweeps) ?? [];
  const keptRuns = useWorkbench((state) => state.keptRuns);
  const open = useWorkbench(({ sweepDraft }) => sweepDraft);
  const [showsAll, showAll] = useState(false);
  const { listed, more } = firstSweeps(sweeps, showsAll);
  const isOpenKept = sweeps.some(({ id }) => id === open?.id);
  return (
    <section className={styles.panel} aria-labelledby="comparisons">
      <h2 id="comparisons" className={styles.title}>
        Comparisons
      </h2>
      {queue !== null && <QueueProgress queue={queue} />}
      <ul className={styles.list}>
        {open !== null && !isOpenKept && (
          <li>
            <Button look="link" onPress={() => actions().showSweep(true)}>
              {open.value.name}
            </Button>
            <span className={styles.note}>not queued yet</span>
          </li>
        )}
        {listed.map((sweep) => (
          <KeptSweepLine key={sweep.id} sweep={sweep} keptRuns={keptRuns} />
        ))}
        {more > 0 && (
          <li>
            <Button look="link" onPress={() => showAll(true)}>
              {formatCounted(more, 'older comparison')}
            </Button>
          </li>
        )}
      </ul>
      <Button onPress={() => actions().compareOver(actions().draft.lastGood)}>
        <Plus size={14} aria-hidden="true" />
        New comparison
      </Button>
    </section>
  );
}
