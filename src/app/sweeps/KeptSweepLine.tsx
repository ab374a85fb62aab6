/** A kept comparison in the list: to open, to see what its runs came to, and to remove. */
import { useState } from 'react';
import { formatCount } from '../../lib/numberFormat.ts';
import type { ListedSweep } from '../../storage/sweeps/keptSweep.ts';
import { keptByPlan } from '../../store/sweeps/keptByPlan.ts';
import { planOf } from '../../store/sweeps/plans.ts';
import { actions } from '../../store/useWorkbench.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { Button } from '../controls/Button.tsx';
import styles from './SweepsPanel.module.css';

interface KeptSweepLineProps {
  readonly sweep: ListedSweep;
  readonly keptRuns: readonly ListedRun[] | null;
}

export function KeptSweepLine({ sweep, keptRuns }: KeptSweepLineProps) {
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
  return <WholeSweep sweep={sweep} keptRuns={keptRuns} />;
}

interface WholeSweepProps extends KeptSweepLineProps {
  readonly sweep: Extract<ListedSweep, { state: 'whole' }>;
}

function WholeSweep({ sweep, keptRuns }: WholeSweepProps) {
  const [isRemoving, setRemoving] = useState(false);
  const { name } = sweep.sweep;
  const hashes = [...planOf(sweep.sweep).keys()];
  const byPlan = keptRuns === null ? null : keptByPlan(keptRuns);
  const finished = hashes.flatMap(
    (hash) => byPlan?.get(hash)?.find(({ phase }) => phase === 'finished') ?? [],
  );
  if (isRemoving) {
    return (
      <li>
        <span className={styles.note}>Its runs stay among the runs.</span>
        <Button
          look="link"
          aria-label={`Remove the comparison ${name}`}
          onPress={() => void actions().forgetSweep(sweep.id)}
        >
          Remove
        </Button>
        <Button
          look="link"
          aria-label={`Keep ${name}`}
          autoFocus
          onPress={() => setRemoving(false)}
        >
          Keep
        </Button>
      </li>
    );
  }
  return (
    <li>
      <Button look="link" onPress={() => actions().openSweep(sweep.sweep, sweep)}>
        {name}
      </Button>
      <span className={styles.note}>
        {formatCount(finished.length)} of {formatCount(hashes.length)}
      </span>
      {finished.length > 0 && (
        <Button
          look="link"
          aria-label={`Results of ${name}`}
          onPress={() => actions().compareMany(finished.map(({ runId }) => runId))}
        >
          Results
        </Button>
      )}
      <Button look="link" aria-label={`Remove ${name}…`} onPress={() => setRemoving(true)}>
        Remove…
      </Button>
    </li>
  );
}
