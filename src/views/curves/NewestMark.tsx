import { roundColour } from '../kit/colours/roundColour.ts';
import type { LinePoint } from '../kit/scales/lttb.ts';
import styles from './RoundTiles.module.css';
import type { TilePlacer } from './RoundTiles.tsx';

interface NewestMarkProps {
  readonly point: LinePoint & { readonly round: number };
  readonly place: TilePlacer;
  readonly text: string;
}

/** Room that a value needs at the right of its dot. */
const textRoom = 42;

/** A dot where the network in training stands, and its value: beside it, or above at the edge. */
export function NewestMark({ point, place, text }: NewestMarkProps) {
  const [left, top] = [place.x(point.x), place.y(point.y)];
  const fits = left + textRoom <= place.width;
  return (
    <div aria-hidden>
      <i className={styles.dot} style={{ left, top, background: roundColour(point.round) }} />
      <span
        className={`${styles.value} ${fits ? styles.beside : styles.over}`}
        style={fits ? { left, top } : { right: 0, top }}
      >
        {text}
      </span>
    </div>
  );
}
