import { ProgressBar } from 'react-aria-components';
import { shareDone } from '../../../analysis/progress/timeLeft.ts';
import { roundsOf } from '../../../spec/methods/methods.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { roundColour } from '../../../views/kit/roundColour.ts';
import styles from './RoundsBar.module.css';

/** Progress, a piece for each round in its colour; a level-wise run has no rounds to tell apart. */
export function RoundsBar({ state }: { readonly state: RunState }) {
  const rounds = roundsOf(state.spec.method);
  const done = shareDone(state);
  const isLevelwise = state.spec.method.kind === 'levelwise';
  return (
    <ProgressBar
      className={styles.bar}
      aria-label="Progress of the run"
      value={Math.floor(done * 1000) / 10}
    >
      {Array.from({ length: rounds }, (_, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the round
          key={index}
          className={styles.round}
        >
          <i
            className={styles.done}
            style={{
              background: isLevelwise ? 'var(--ink-2)' : roundColour(index + 1),
              transform: `scaleX(${Math.min(1, Math.max(0, done * rounds - index))})`,
            }}
          />
        </span>
      ))}
    </ProgressBar>
  );
}
