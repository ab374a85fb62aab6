import styles from './Scrubber.module.css';
import { trackHeight } from './scrubberLayout.ts';

interface ScrubberHeadProps {
  readonly x: number;
  /** Width of the track. */
  readonly room: number;
  /** A paused run's head is hollow. */
  readonly hollow: boolean;
  readonly label: string;
  /** How far the label moves right to clear the round's name. */
  readonly covered: number;
}

const headHeight = 12;

/** The head: a pin over the track, with the epoch beneath. */
export function ScrubberHead({ x, room, hollow, label, covered }: ScrubberHeadProps) {
  const nearEnd = x > room - 60;
  return (
    <div className={styles.head} style={{ transform: `translateX(${x}px)` }} aria-hidden>
      <svg className={styles.pin} width="14" height={headHeight + trackHeight + 4} aria-hidden>
        <path
          className={hollow ? styles.hollow : styles.filled}
          d="M1.75 1.75h10.5v5.5l-5.25 4.5l-5.25-4.5z"
        />
        <path className={styles.needle} d={`M7 ${headHeight}V${headHeight + trackHeight + 4}`} />
      </svg>
      {label !== '' && (
        <span
          className={nearEnd ? styles.epochLeft : styles.epoch}
          style={nearEnd ? undefined : { marginLeft: covered }}
        >
          {label}
        </span>
      )}
    </div>
  );
}
