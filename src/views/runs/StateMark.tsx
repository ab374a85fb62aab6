/**
 * What a run is doing, by shape: ringed while it trains, two windows where another trains it, half
 * where it stands in the middle, filled at its end, hollow where it came from elsewhere.
 */
import type { LibraryState } from '../../analysis/library/libraryRun.ts';
import styles from './StateMark.module.css';

const words: Readonly<Record<LibraryState, string>> = {
  training: 'training',
  elsewhere: 'trained in another window',
  interrupted: 'interrupted',
  finished: 'finished',
  imported: 'from elsewhere',
};

export function stateWord(state: LibraryState): string {
  return words[state];
}

export function StateMark({ state }: { readonly state: LibraryState }) {
  return (
    <svg className={styles.mark} data-state={state} viewBox="-8 -8 16 16" aria-hidden="true">
      {shapes[state]}
    </svg>
  );
}

const shapes = {
  training: (
    <>
      <circle className={styles.halo} r={7.5} />
      <circle className={styles.full} r={4.5} />
    </>
  ),
  elsewhere: (
    <>
      <path className={styles.line} d="M-2.5 -2V-6.5H6.5V1.5H3" />
      <rect className={styles.line} x={-6.5} y={-2} width={9} height={7.5} rx={1} />
    </>
  ),
  interrupted: (
    <>
      <circle className={styles.line} r={4.5} />
      <path className={styles.full} d="M0 -4.5A4.5 4.5 0 0 1 0 4.5Z" />
    </>
  ),
  finished: <circle className={styles.full} r={4} />,
  imported: <circle className={styles.line} r={4} />,
} satisfies Readonly<Record<LibraryState, unknown>>;
