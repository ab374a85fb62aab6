/**
 * The foot of the rail: what trains, how far it is and how long it has to go; before a run, how
 * long the draft would take on this machine.
 */
import { ChevronsLeft, Lock } from 'lucide-react';
import { secondsLeft, shareDone } from '../../../analysis/progress/timeLeft.ts';
import { formatBytes, formatDuration } from '../../../lib/numberFormat.ts';
import { roundsOf } from '../../../spec/methods/methodFacts.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { EstimateState } from '../../../store/machineSlice.ts';
import { shownRun } from '../../../store/runs/runView.ts';
import { activeRun, whyNotTrain } from '../../../store/selectors.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import textStyles from '../../../views/kit/styles/text.module.css';
import { Button } from '../../controls/Button.tsx';
import { Cautions } from '../caution/Cautions.tsx';
import { DraftNote } from '../form/DraftNote.tsx';
import { AdapterNote, DevicePill } from './DevicePill.tsx';
import { RoundsBar } from './RoundsBar.tsx';
import { RunButtons } from './RunButtons.tsx';
import styles from './RunStatus.module.css';

/** That all stays here, until a model was published. */
function Sent() {
  const sent = useWorkbench(({ sentBytes }) => sentBytes);
  return (
    <p className={textStyles.assurance}>
      <Lock size={13} aria-hidden="true" />
      {sent === 0
        ? 'All on this machine · 0 bytes sent'
        : `Trained on this machine · ${formatBytes(sent)} sent to the Hub`}
    </p>
  );
}

/** The foot of the rail: device, progress, and what starts and stops a run. */
export function RunStatus({ onFold }: { readonly onFold: () => void }) {
  return (
    <footer className={styles.foot}>
      <Sent />
      <div className={styles.device}>
        <DevicePill />
        <AdapterNote />
        <Button
          look="quiet"
          size="small"
          square
          aria-label="Fold the experiment away"
          aria-keyshortcuts="["
          onPress={onFold}
        >
          <ChevronsLeft size={14} />
        </Button>
      </div>
      <DraftNote />
      <Cautions />
      <Progress />
      <RunButtons />
    </footer>
  );
}

/** How far the run is and how long it has to go; without one, how long the draft would take. */
function Progress() {
  const run = useWorkbench((state) => (activeRun(state) ?? shownRun(state))?.newest ?? null);
  const isStarting = useWorkbench(({ launch }) => launch.phase === 'starting');
  const isIdle = useWorkbench(({ launch }) => launch.phase === 'idle');
  if (isStarting) return <p className={styles.line}>Starting…</p>;
  if (run === null) return <Expectation />;
  return (
    <>
      <RunLine run={run} />
      <RoundsBar state={run} />
      {isIdle && <Expectation />}
    </>
  );
}

function RunLine({ run }: { readonly run: RunState }) {
  const rounds = roundsOf(run.spec.method);
  const share = `${Math.floor(100 * shareDone(run))}%`;
  return (
    <p className={styles.line}>
      <span>
        <b>{run.phase === 'finished' ? 'Finished' : share}</b> · {standing(run, rounds)}
      </span>
      <b>{remainder(run)}</b>
    </p>
  );
}

/** Which round it is, or which epoch where there is but one round. */
function standing({ phase, rounds, spec }: RunState, all: number): string {
  if (all === 1) {
    const { epochs } = spec.training;
    const done = rounds[0]?.epochs.length ?? 0;
    return phase === 'finished'
      ? `${epochs} epochs`
      : `epoch ${Math.min(epochs, done + 1)}/${epochs}`;
  }
  return phase === 'finished'
    ? `${rounds.length} of ${all} rounds`
    : `round ${Math.max(1, rounds.length)} of ${all}`;
}

/** What is left of a run, or how it ended. */
export function remainder(run: RunState): string {
  switch (run.phase) {
    case 'training':
      return run.preparing === null
        ? leftText(secondsLeft(run))
        : `shader ${run.preparing.done} of ${run.preparing.total}…`;
    case 'paused':
      return 'Paused';
    case 'interrupted':
      return 'Interrupted';
    case 'stopped':
      return 'Stopped';
    case 'failed':
      return 'Failed';
    case 'finished':
      return formatDuration(run.end?.seconds);
  }
}

function leftText(seconds: number | null): string {
  return seconds === null ? 'timing…' : `${formatDuration(seconds)} left`;
}

/** What the drafted run would take, or why there is none. */
export function Expectation() {
  const reason = useWorkbench(whyNotTrain);
  const estimate = useWorkbench((state) => state.estimate);
  const isForeign = useWorkbench((state) => state.isForeign);
  if (reason === null && isForeign) {
    return (
      <p className={styles.expectation} role="status">
        It came by a link, and is not timed by itself.{' '}
        <Button look="link" onPress={() => actions().trustDraft()}>
          Time it
        </Button>
      </p>
    );
  }
  return (
    <p className={styles.expectation} role="status">
      {reason ?? estimateText(estimate)}
      {reason === null && estimate.phase === 'asking' && (
        <>
          {' '}
          <Button look="link" onPress={() => actions().cancelEstimate()}>
            Cancel
          </Button>
        </>
      )}
    </p>
  );
}

function estimateText(estimate: EstimateState): string {
  switch (estimate.phase) {
    case 'none':
      return 'Ready.';
    case 'asking':
      return 'Timing a few steps…';
    case 'known':
      return `Takes about ${formatDuration(estimate.seconds)}.`;
    case 'failed':
      return `No estimate: ${estimate.message}`;
  }
}
