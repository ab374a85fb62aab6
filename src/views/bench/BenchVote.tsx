/** The ensemble bench: the networks of a run, voted again without training anything. */
import { RotateCcw } from 'lucide-react';
import { withEqualVotes } from '../../analysis/whatIf/benchEdits.ts';
import { formatCount } from '../../lib/numberFormat.ts';
import { traitsOf } from '../../spec/methods/methodFacts.ts';
import type { ClassLink } from '../classLink.ts';
import styles from './Bench.module.css';
import { BenchCards } from './BenchCards.tsx';
import { BenchMeasures } from './BenchMeasures.tsx';
import type { BenchProps, BenchVoteState, BenchWaiting } from './benchProps.ts';
import { ClassChanges } from './ClassChanges.tsx';

interface BenchVoteProps extends BenchProps {
  readonly vote: BenchVoteState | null;
  /** What the vote waits for; null where it is there. */
  readonly waiting: BenchWaiting | null;
  readonly link: ClassLink;
  /** Looks for the best votes on validation images; null while that cannot be. */
  readonly onBest: (() => void) | null;
  /** What came of it, or why it cannot be. */
  readonly bestNote: string;
}

export function BenchVote(props: BenchVoteProps) {
  const { state, vote, waiting, settings, onChange } = props;
  if (vote === null) return <Waiting waiting={waiting} />;
  const { members, outputs } = vote;
  const { measured } = outputs;
  const plain = { ...settings, off: [], votes: {} };
  return (
    <section className={styles.bench} aria-label="Ensemble bench">
      <div className={styles.top}>
        <div>
          <h3 className={styles.title}>Ensemble bench</h3>
          <p className={styles.note}>
            nothing is trained: the recorded outputs of {members.length} networks on{' '}
            {formatCount(measured.labels.length)} {measured.split} images are voted again
          </p>
          <BenchCards
            {...props}
            members={members}
            split={measured.split}
            tick={traitsOf(state.spec.method).hasGamma ? 'ln(1/γ)' : 'as trained'}
          />
        </div>
        <div>
          <div className={styles.presets}>
            <Preset onPress={() => onChange({ ...settings, ...withEqualVotes(settings, members) })}>
              Equal votes
            </Preset>
            <Preset onPress={props.onBest} title={props.bestNote}>
              Best on validation
            </Preset>
            <Preset onPress={vote.isChanged ? () => onChange(plain) : null}>
              <RotateCcw size={12} strokeWidth={2} aria-hidden /> As trained
            </Preset>
          </div>
          <BenchMeasures vote={vote} />
          <p className={styles.note} role="status">
            {props.bestNote}
          </p>
        </div>
      </div>
      <ClassChanges state={state} vote={vote} link={props.link} />
    </section>
  );
}

interface PresetProps {
  readonly onPress: (() => void) | null;
  readonly title?: string;
  readonly children: React.ReactNode;
}

function Preset({ onPress, title, children }: PresetProps) {
  return (
    <button
      type="button"
      className={styles.preset}
      disabled={onPress === null}
      title={title || undefined}
      onClick={() => onPress?.()}
    >
      {children}
    </button>
  );
}

function Waiting({ waiting }: { readonly waiting: BenchWaiting | null }) {
  return (
    <section className={styles.waiting} aria-label="Ensemble bench">
      <h3 className={styles.title}>Ensemble bench</h3>
      <div className={styles.axes} aria-hidden />
      <p role="status">{waiting?.text}</p>
      {waiting?.progress && (
        <p className={styles.progress}>
          <progress
            value={waiting.progress.done}
            max={waiting.progress.total}
            aria-label="Networks"
          />
          {waiting.progress.done} of {waiting.progress.total} networks
          <button type="button" className={styles.preset} onClick={waiting.onLeave}>
            Give up
          </button>
        </p>
      )}
      {waiting?.onEvaluate && (
        <button type="button" className={styles.preset} onClick={waiting.onEvaluate}>
          Compute them once more
        </button>
      )}
    </section>
  );
}
