/**
 * The left of the live page: the form, and under it what a run needs at hand. Folded, it keeps a
 * sign for each part and the buttons of the run.
 */
import { ChevronsRight, Pause, Play, SlidersHorizontal, Square, TrendingDown } from 'lucide-react';
import { memo } from 'react';
import { firstNetwork } from '../../spec/experimentSpec.ts';
import { networkMark } from '../../spec/networks/networkFacts.ts';
import { heldData } from '../../store/data/dataSet.ts';
import { canBePaused, canBeStopped } from '../../store/runs/launch.ts';
import { activeRun, whyNotTrain } from '../../store/selectors.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Thumbnail } from '../../views/kit/thumbnail/Thumbnail.tsx';
import { Button } from '../controls/Button.tsx';
import { ExperimentForm } from './form/ExperimentForm.tsx';
import { methodParts } from './methodParts.tsx';
import styles from './Rail.module.css';
import { DevicePill } from './run/DevicePill.tsx';
import { RunStatus } from './run/RunStatus.tsx';

interface RailProps {
  readonly isFolded: boolean;
  readonly onFold: (isFolded: boolean) => void;
}

/** The experiment, and what runs it; folded to its signs where the page is not wide. */
export const Rail = memo(function Rail({ isFolded, onFold }: RailProps) {
  if (isFolded) return <FoldedRail onOpen={() => onFold(false)} />;
  return (
    <aside className={styles.rail} aria-label="Experiment">
      <div className={styles.form}>
        <ExperimentForm />
      </div>
      <RunStatus onFold={() => onFold(true)} />
    </aside>
  );
});

function FoldedRail({ onOpen }: { readonly onOpen: () => void }) {
  const view = useWorkbench(({ data }) => heldData(data));
  const network = useWorkbench(({ draft }) => firstNetwork(draft.lastGood));
  const method = useWorkbench(({ draft }) => draft.lastGood.method.kind);
  return (
    <aside className={styles.folded} aria-label="Experiment, folded">
      <Button
        look="quiet"
        square
        aria-label="Open the data set"
        onPress={() => actions().goTo('data')}
      >
        {view ? (
          <Thumbnail bytes={view.samples[0]?.[0] ?? null} shape={view.drawn} size={34} />
        ) : (
          <SlidersHorizontal size={17} />
        )}
      </Button>
      <Button look="quiet" size="small" aria-label="Network: open the experiment" onPress={onOpen}>
        {networkMark(network)}
      </Button>
      {methodParts[method].signs.map(({ symbol, of }) => (
        <Button
          key={symbol}
          look="quiet"
          square
          aria-label={`${of}: open the experiment`}
          onPress={onOpen}
        >
          <i className={styles.symbol}>{symbol}</i>
        </Button>
      ))}
      <Button look="quiet" square aria-label="Training: open the experiment" onPress={onOpen}>
        <TrendingDown size={17} />
      </Button>
      <DevicePill />
      <span className={styles.gap} />
      <FoldedControls />
      <Button
        look="quiet"
        square
        aria-label="Unfold the experiment"
        aria-keyshortcuts="["
        onPress={onOpen}
      >
        <ChevronsRight size={16} />
      </Button>
    </aside>
  );
}

function FoldedControls() {
  const launch = useWorkbench((state) => state.launch);
  const canTrain = useWorkbench((state) => whyNotTrain(state) === null);
  const isPaused = useWorkbench((state) => activeRun(state)?.newest?.phase === 'paused');
  if (launch.phase === 'idle') {
    return (
      <Button
        look="primary"
        square
        aria-label="Train"
        isDisabled={!canTrain}
        onPress={() => void actions().startRun()}
      >
        <Play size={14} fill="currentColor" />
      </Button>
    );
  }
  return (
    <>
      <Button
        square
        aria-label={isPaused ? 'Resume' : 'Pause'}
        isDisabled={!canBePaused(launch)}
        onPress={() => void actions().commandRun(isPaused ? 'resume' : 'pause')}
      >
        {isPaused ? (
          <Play size={14} fill="currentColor" />
        ) : (
          <Pause size={14} fill="currentColor" />
        )}
      </Button>
      <Button
        square
        aria-label="Stop"
        isDisabled={!canBeStopped(launch)}
        onPress={() => void actions().commandRun('stop')}
      >
        <Square size={12} fill="currentColor" />
      </Button>
    </>
  );
}
