/** Comparisons on the page of runs: the queue, those that are kept, and the way to a new one. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { formatCount, formatCounted } from '../../lib/numberFormat.ts';
import type { ListedSweep } from '../../storage/sweeps/keptSweep.ts';
import { isInLibrary } from '../../store/sweeps/keptByPlan.ts';
import { planOf } from '../../store/sweeps/plans.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { Button } from '../controls/Button.tsx';
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
          <KeptSweep key={sweep.id} sweep={sweep} keptRuns={keptRuns} />
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

interface KeptSweepProps {
  readonly sweep: ListedSweep;
  readonly keptRuns: readonly ListedRun[] | null;
}

function KeptSweep({ sweep, keptRuns }: KeptSweepProps) {
  if (sweep.state === 'newer') {
    return (
      <li className={styles.note}>One that a newer Espalier wrote; here it is left as it is.</li>
    );
  }
  if (sweep.state === 'damaged') {
    return (
      <li>
        <span className={styles.warning}>One whose files are damaged. Its runs are kept.</span>
        <Button look="link" onPress={() => void actions().forgetSweep(sweep.id)}>
          Remove it
        </Button>
      </li>
    );
  }
  const hashes = [...planOf(sweep.sweep).keys()];
  const done = hashes.filter((hash) => isInLibrary(keptRuns, hash)).length;
  return (
    <li>
      <Button look="link" onPress={() => actions().openSweep(sweep.sweep, sweep)}>
        {sweep.sweep.name}
      </Button>
      <span className={styles.note}>
        {formatCount(done)} of {formatCount(hashes.length)}
      </span>
    </li>
  );
}
