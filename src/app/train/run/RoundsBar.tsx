import { ProgressBar } from 'react-aria-components';
import { shareDone } from '../../../analysis/progress/timeLeft.ts';
import { trainedRounds } from '../../../spec/experimentSpec.ts';
import { roundsOf, traitsOf } from '../../../spec/methods/methodFacts.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { roundColour } from '../../../views/kit/colours/roundColour.ts';
import styles from './RoundsBar.module.css';

/** Progress, a piece for each round in its colour; where there are none to tell apart, in ink. */
export function RoundsBar({ state }: { readonly state: RunState }) {
  const rounds = roundsOf(state.spec.method);
  const done = shareDone(state);
  const trained = trainedRounds(state.spec, rounds);
  // The piece of a network that is given is full from the start.
  const pieces = rounds - trained + done * trained;
  const { hasRounds } = traitsOf(state.spec.method);
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
              background: hasRounds ? roundColour(index + 1) : 'var(--ink-2)',
              transform: `scaleX(${Math.min(1, Math.max(0, pieces - index))})`,
            }}
          />
        </span>
      ))}
    </ProgressBar>
  );
}
