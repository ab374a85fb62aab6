/**
 * The line under the story of a level-wise run about its flat twin: the same network, seed, images
 * and epochs with a single softmax, without which the tree's gain is not known.
 */
import { finalError } from '../../../analysis/run/runFacts.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { heldData } from '../../../store/data/dataSet.ts';
import { flatTwinOf } from '../../../store/runs/flatTwin.ts';
import type { RunView } from '../../../store/runs/runView.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { drawnFrom } from '../../../views/kit/drawnFrom.ts';
import { Button } from '../../controls/Button.tsx';
import styles from './FlatTwinLine.module.css';

const select = ({ newest }: { readonly newest: RunState }) => ({
  run: readsOf(newest, 'runId', 'spec', 'dataset'),
});

/** The run that a level-wise run is measured against: how it stands, or the way to train it. */
export const FlatTwinLine = drawnFrom(select, function FlatTwinLine({ run }) {
  const twin = useWorkbench(({ runs }) => flatTwinOf(run, runs));
  return (
    <div className={styles.line}>
      {twin?.newest ? (
        <KnownTwin run={run} twin={twin} state={twin.newest} />
      ) : (
        <NoTwin run={run} />
      )}
    </div>
  );
});

interface KnownTwinProps {
  readonly run: Pick<RunState, 'runId'>;
  readonly twin: RunView;
  readonly state: RunState;
}

function KnownTwin({ run, twin, state }: KnownTwinProps) {
  return (
    <>
      <span>
        Flat twin: <b>{twinText(state)}</b>
      </span>
      <Button look="link" onPress={() => actions().showRun(twin.runId)}>
        Show it
      </Button>
      <Button
        look="link"
        onPress={() => actions().compareRuns({ runId: run.runId, baselineId: twin.runId })}
      >
        Compare class by class
      </Button>
    </>
  );
}

function NoTwin({ run }: { readonly run: Pick<RunState, 'spec' | 'dataset'> }) {
  const isIdle = useWorkbench(({ launch }) => launch.phase === 'idle');
  const hasData = useWorkbench(({ data }) => heldData(data)?.hash === run.dataset.hash);
  return (
    <>
      <span>
        Its flat twin has a single softmax, and the same seed, images and epochs.
        {!hasData && ` It needs ${run.dataset.name} at hand.`}
      </span>
      <Button
        size="small"
        isDisabled={!isIdle || !hasData}
        onPress={() => void actions().trainFlatTwin(run)}
      >
        Train the flat twin
      </Button>
    </>
  );
}

function twinText(state: RunState): string {
  if (state.phase === 'finished') return `error ${formatPercent(finalError(state))} at its end`;
  const epochs = state.rounds[0]?.epochs.length ?? 0;
  return `${state.phase}, epoch ${epochs} of ${state.spec.training.epochs}`;
}
