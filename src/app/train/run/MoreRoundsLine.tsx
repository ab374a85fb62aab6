/** The line under the story of a finished run whose rounds can be followed by others. */
import { formatCounted } from '../../../lib/numberFormat.ts';
import { growsByRounds } from '../../../spec/methods/methodFacts.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { actions } from '../../../store/useWorkbench.ts';
import { drawnFrom } from '../../../views/kit/drawnFrom.ts';
import { Button } from '../../controls/Button.tsx';
import styles from './MoreRoundsLine.module.css';

/** Whether a run has come to where rounds could be appended. */
export const canGetRounds = ({
  phase,
  spec,
  end,
}: Pick<RunState, 'phase' | 'spec' | 'end'>): boolean =>
  phase === 'finished' && end?.reason !== 'target' && growsByRounds(spec.method);

const select = ({ newest }: { readonly newest: RunState }) => ({
  run: readsOf(newest, 'runId'),
  rounds: newest.rounds.length,
});

export const MoreRoundsLine = drawnFrom(select, function MoreRoundsLine({ run, rounds }) {
  return (
    <div className={styles.line}>
      <span>Finished with {formatCounted(rounds, 'network')}.</span>
      <Button size="small" onPress={() => actions().askForRounds(run.runId)}>
        Add rounds…
      </Button>
    </div>
  );
});
