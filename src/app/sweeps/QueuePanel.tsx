/**
 * The queue: how far it has come, what trains, what waits. Lines are moved by their handles or by Alt
 * with an arrow; the run under way stays on top.
 */
import { GripVertical, Pause, Play, RotateCcw, X } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import {
  Button as AriaButton,
  GridList,
  GridListItem,
  useDragAndDrop,
} from 'react-aria-components';
import { secondsLeft } from '../../analysis/progress/timeLeft.ts';
import { formatCount, formatCounted, formatDuration } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { QueueState } from '../../store/sweeps/queueState.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import type { Workbench } from '../../store/workbench.ts';
import { Button } from '../controls/Button.tsx';
import styles from './QueuePanel.module.css';
import { type QueueLine, queueLines, queueTime } from './queueLines.ts';
import { useRunTimes } from './useRunTimes.ts';

/** So many lines are shown until more are asked for, and then so many more. */
const shownLines = 12;

interface QueuePanelProps {
  /** What would be added at the end. */
  readonly landing?: { readonly name: string; readonly runs: number } | null;
}

export function QueuePanel({ landing = null }: QueuePanelProps) {
  const queue = useWorkbench((state) => state.queue);
  if (queue === null) return <p className={styles.note}>Looking up what waits…</p>;
  return (
    <section className={styles.panel} aria-labelledby="queue">
      <header className={styles.head}>
        <h2 id="queue" className={styles.title}>
          Queue
        </h2>
        <span className={styles.note}>one run after another</span>
      </header>
      <QueueProgress queue={queue} />
      {queue.runs.length === 0 ? (
        landing === null && <p className={styles.empty}>Nothing waits.</p>
      ) : (
        <QueueList queue={queue} />
      )}
      {landing !== null && (
        <p className={styles.landing}>
          <span>{landing.name}</span>
          <span>{formatCount(landing.runs)} land here</span>
        </p>
      )}
    </section>
  );
}

/** How much is done and left, and the buttons that have it rest. */
export function QueueProgress({ queue }: { readonly queue: QueueState }) {
  const { done, runs, isPaused, current, holder } = queue;
  const newest = useWorkbench((state) => currentRun(state));
  const left = useTimeLeft(queue, newest);
  const all = done + runs.length;
  if (all === 0) return null;
  const failures = runs.flatMap(({ hash, failure }) => (failure === null ? [] : [hash]));
  const failed = failures.length;
  const isResting = isPaused && (current === null || newest?.phase === 'paused');
  const waiting = runs.length - failed;
  return (
    <div className={styles.progress}>
      <p className={styles.counts}>
        <b>
          {formatCount(done)} of {formatCount(all)} done
        </b>
        <span>{waiting === 0 ? '' : left}</span>
      </p>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label="Runs done"
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={done}
      >
        <span style={{ inlineSize: `${(100 * done) / all}%` }} />
      </div>
      {failed > 0 && (
        <p className={styles.warning} role="status">
          {formatCounted(failed, 'run')} did not come to {failed === 1 ? 'its' : 'their'} end.
        </p>
      )}
      {failed > 1 && holder !== 'elsewhere' && (
        <Button look="link" onPress={() => void actions().retryQueued(failures)}>
          Try all {formatCount(failed)} again
        </Button>
      )}
      {holder === 'elsewhere' && (
        <p className={styles.note} role="status">
          Another window works through it. This one looks on.
        </p>
      )}
      {holder === 'left' && (
        <p className={styles.note} role="status">
          The window that worked through it is gone.
        </p>
      )}
      {waiting > 0 && holder !== 'elsewhere' && (
        <div className={styles.buttons}>
          {isResting || holder === 'left' ? (
            <Button look="primary" wide onPress={() => void actions().resumeQueue()}>
              <Play size={13} fill="currentColor" aria-hidden="true" />
              {holder === 'left' ? 'Go on here' : 'Resume'}
            </Button>
          ) : (
            <>
              <Button wide onPress={() => void actions().pauseQueue('now')}>
                <Pause size={13} fill="currentColor" aria-hidden="true" />
                Pause
              </Button>
              {isPaused ? (
                <Button wide aria-pressed onPress={() => void actions().resumeQueue()}>
                  Rests after this run
                </Button>
              ) : (
                <Button
                  wide
                  isDisabled={current === null}
                  onPress={() => void actions().pauseQueue('after this run')}
                >
                  After this run
                </Button>
              )}
            </>
          )}
        </div>
      )}
    </div>
  );
}

function QueueList({ queue }: { readonly queue: QueueState }) {
  const [count, setCount] = useState(shownLines);
  const sweeps = useWorkbench((state) => state.sweeps);
  const keptRuns = useWorkbench((state) => state.keptRuns);
  const times = useRunTimes();
  const lines = useMemo(
    () => queueLines(queue, count, { sweeps, keptRuns, times }),
    [queue, count, sweeps, keptRuns, times],
  );
  const isLookingOn = queue.holder === 'elsewhere';
  const before = (hash: string) => {
    const at = queue.runs.findIndex((run) => run.hash === hash);
    return queue.runs.at(at + 1)?.hash ?? null;
  };
  const move = (hashes: readonly string[], place: string | null) =>
    void actions().moveQueued(hashes, topless(queue, place));
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: isLookingOn,
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const hashes = [...keys].map(String).filter((hash) => hash !== queue.current);
      const place = String(target.key);
      move(hashes, target.dropPosition === 'after' ? before(place) : place);
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const hash = document.activeElement?.closest<HTMLElement>('[data-key]')?.dataset.key;
    if (steps === undefined || hash === undefined || !event.altKey) return;
    if (isLookingOn || hash === queue.current) return;
    event.preventDefault();
    event.stopPropagation();
    const at = queue.runs.findIndex((run) => run.hash === hash);
    const place = queue.runs.at(at + (steps < 0 ? -1 : 2))?.hash ?? null;
    if (at + steps >= 0) move([hash], place);
  };
  return (
    // The list’s own keys come after: an arrow with Alt moves the line, not the focus.
    <div onKeyDownCapture={onKeyDown} role="presentation">
      <GridList
        className={styles.list}
        aria-label="Runs that wait"
        items={lines}
        dragAndDropHooks={dragAndDropHooks}
        selectionMode="none"
      >
        {(line) => (
          <GridListItem
            id={line.hash}
            textValue={`${line.name}, ${line.note}`}
            className={styles.item}
            data-current={line.hash === queue.current || undefined}
          >
            <Line line={line} isCurrent={line.hash === queue.current} isLookingOn={isLookingOn} />
          </GridListItem>
        )}
      </GridList>
      {queue.runs.length > count && (
        <p className={styles.more}>
          <Button look="link" onPress={() => setCount(count + 10 * shownLines)}>
            and {formatCount(queue.runs.length - count)} more
          </Button>
        </p>
      )}
    </div>
  );
}

/** No run is put before the one under way. */
function topless({ current, runs }: QueueState, before: string | null): string | null {
  return before !== null && before === current ? (runs.at(1)?.hash ?? null) : before;
}

interface LineProps {
  readonly line: QueueLine;
  readonly isCurrent: boolean;
  readonly isLookingOn: boolean;
}

function Line({ line, isCurrent, isLookingOn }: LineProps) {
  const { hash, name, note, sweep, failure, lacks } = line;
  const what = `${name}, ${note}`;
  return (
    <div className={styles.line} title={sweep}>
      {isLookingOn ? (
        <span />
      ) : (
        <AriaButton slot="drag" className={styles.handle} aria-label={`Move ${what}`}>
          <GripVertical size={14} aria-hidden="true" />
        </AriaButton>
      )}
      <div className={styles.words}>
        <p className={styles.name}>{name}</p>
        {isCurrent ? <CurrentNote note={note} /> : <p className={styles.note}>{note}</p>}
        {failure !== null && <p className={styles.failure}>{failure}</p>}
        {lacks !== null && (
          <p className={styles.lacks}>
            waits for {lacks}, which is not here:{' '}
            <Button look="link" size="small" onPress={() => actions().goTo('data')}>
              open it
            </Button>
          </p>
        )}
      </div>
      {isCurrent || isLookingOn ? null : (
        <span className={styles.actions}>
          {failure !== null && (
            <Button
              look="quiet"
              size="small"
              square
              aria-label={`Try ${what} again`}
              onPress={() => void actions().retryQueued([hash])}
            >
              <RotateCcw size={14} aria-hidden="true" />
            </Button>
          )}
          <Button
            look="quiet"
            size="small"
            square
            aria-label={`Take ${what} out of the queue`}
            onPress={() => void actions().removeQueued([hash])}
          >
            <X size={14} aria-hidden="true" />
          </Button>
        </span>
      )}
    </div>
  );
}

/** Where the run under way stands. */
function CurrentNote({ note }: { readonly note: string }) {
  const newest = useWorkbench((state) => currentRun(state));
  if (newest === null) return <p className={styles.note}>{note} · starting</p>;
  const { rounds, spec, phase } = newest;
  const epoch = rounds.at(-1)?.epochs.length ?? 0;
  const seed = `seed ${spec.seed}`;
  const left = secondsLeft(newest);
  const standing = `round ${Math.max(1, rounds.length)}, epoch ${epoch} of ${spec.training.epochs}`;
  return (
    <p className={styles.note}>
      <b>{phase === 'paused' ? 'paused' : 'training'}</b> {seed} · {standing}
      {left === null || phase === 'paused' ? '' : ` · ${formatDuration(left)} left`}
    </p>
  );
}

/** The run of the queue that trains here; null while none does. */
function currentRun({ queue, launch, runs }: Workbench): RunState | null {
  if (queue?.current == null || launch.phase === 'idle') return null;
  return runs.find(({ runId }) => runId === launch.runId)?.newest ?? null;
}

/** `25 min 10 s left`, from runs like those that wait. */
function useTimeLeft(queue: QueueState, newest: RunState | null): string {
  const sweeps = useWorkbench((state) => state.sweeps);
  const times = useRunTimes();
  const left = newest === null ? null : secondsLeft(newest);
  const { seconds, unknown } = useMemo(
    () => queueTime(queue, { hash: queue.current, left }, { sweeps, times }),
    [queue, left, sweeps, times],
  );
  if (unknown > 0 && seconds === 0) return 'time not known yet';
  return `${formatDuration(seconds)}${unknown > 0 ? ' and more' : ''} left`;
}
