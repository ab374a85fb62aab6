/**
 * Marks on the timeline of level-wise networks: the phases of a run that has one, and so no rounds to
 * divide it, and the epochs in which classes moved.
 */
import styles from './LevelwiseMarks.module.css';
import { type ScrubberLayout, trackHeight } from './scrubberLayout.ts';

/** The phases of a level-wise run under the track, and a leaf where classes moved. */
export function LevelwiseMarks({ layout }: { readonly layout: ScrubberLayout }) {
  return (
    <div aria-hidden>
      {layout.phases.map(({ name, left, width, begun }) => (
        <span key={name}>
          {left > 0 && <i className={styles.border} style={{ left, height: trackHeight }} />}
          <span
            className={styles.phase}
            data-begun={begun || undefined}
            style={{ left, width: Math.max(0, width - 4) }}
            title={name}
          >
            {width < nameRoom ? '' : name}
          </span>
        </span>
      ))}
      {layout.moves.map(({ round, epoch, x, count }) => (
        <svg
          key={`${round} ${epoch}`}
          className={styles.leaf}
          style={{ left: x - leafWidth / 2, top: trackHeight - leafHeight - 2 }}
          width={leafWidth}
          height={leafHeight}
          viewBox="0 0 8 12"
        >
          <title>{`Epoch ${epoch}: ${count} moved`}</title>
          <path d="M4 0C7.4 3 8 6 6.600 8.600C6 9.700 5 10.300 4.400 10.400V12H3.600V10.400C3 10.300 2 9.700 1.400 8.600C0 6 .600 3 4 0Z" />
        </svg>
      ))}
    </div>
  );
}

/** Phases narrower than this are told by their title alone. */
const nameRoom = 36;
const leafWidth = 8;
const leafHeight = 12;
