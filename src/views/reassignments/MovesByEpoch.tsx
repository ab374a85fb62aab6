/**
 * How many classes moved at the end of each epoch of adaptation: whether the tree comes to rest, as
 * Algorithm 1’s “until converge” has it.
 */
import { epochMoves } from '../../analysis/groups/convergence.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { levelwiseSpec } from '../levels/levelNames.ts';
import { convergenceNote } from './convergenceWords.ts';
import styles from './MovesByEpoch.module.css';

/** A bar for each epoch in which classes may move; nothing where they never do. */
export function MovesByEpoch({ state }: { readonly state: Pick<RunState, 'spec' | 'levelwise'> }) {
  const { levelwise, spec } = state;
  const method = levelwiseSpec(state);
  if (levelwise === null || method === null || method.adapt !== 'tree') return null;
  const known = new Map(epochMoves(levelwise).map(({ epoch, moved }) => [epoch, moved]));
  const from = method.adaptFromEpoch;
  const epochs = Array.from({ length: spec.training.epochs - from + 1 }, (_, at) => from + at);
  const most = Math.max(1, ...known.values());
  return (
    <div className={styles.figure}>
      <div className={styles.bars} aria-hidden>
        {epochs.map((epoch) => (
          <Bar key={epoch} epoch={epoch} moved={known.get(epoch) ?? null} most={most} />
        ))}
      </div>
      <p className={styles.axis} aria-hidden>
        <span>{`moves by epoch, ${from}`}</span>
        <span>{spec.training.epochs}</span>
      </p>
      <p className={styles.note}>{convergenceNote(levelwise)}</p>
    </div>
  );
}

interface BarProps {
  readonly epoch: number;
  /** Null where the epoch has not come, or adaptation had ended. */
  readonly moved: number | null;
  readonly most: number;
}

function Bar({ epoch, moved, most }: BarProps) {
  if (moved === null) return <i />;
  return (
    <i title={`Epoch ${epoch}: ${moved} moved`}>
      <b style={{ height: moved === 0 ? 1 : `${(moved / most) * 100}%` }} data-none={moved === 0} />
    </i>
  );
}
