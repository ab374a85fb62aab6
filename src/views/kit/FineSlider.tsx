/**
 * A slider for a number that is looked for: dragged, finely with Shift held, or moved by arrows. Marks
 * stand on its track where they mean something.
 */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import styles from './FineSlider.module.css';

interface FineSliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What an arrow moves by; a tenth of it with Shift. */
  readonly step: number;
  readonly valueText: string;
  readonly colour: string;
  readonly isDisabled?: boolean;
  /** Where the coloured part of the track begins; at its start unless given. */
  readonly from?: number;
  readonly onChange: (value: number) => void;
  /** Whether it is being dragged. */
  readonly onMoving?: (isMoving: boolean) => void;
  /** Drawn on the track, in shares of its width. */
  readonly children?: ReactNode;
}

interface Grip {
  readonly x: number;
  readonly value: number;
  readonly isFine: boolean;
}

/** How much slower the value follows the pointer with Shift. */
const fine = 10;

export function FineSlider(props: FineSliderProps) {
  const { label, value, min, max, valueText, colour, isDisabled = false, from = min } = props;
  const track = useRef<HTMLDivElement>(null);
  const grip = useRef<Grip | null>(null);
  const share = (at: number) => Math.min(1, Math.max(0, (at - min) / (max - min || 1)));
  const set = (next: number) => props.onChange(Math.min(max, Math.max(min, next)));
  const follow = (event: PointerEvent) => {
    const held = grip.current;
    const width = track.current?.clientWidth ?? 1;
    if (held === null) return;
    // A change of pace begins where the value is now, so that nothing jumps.
    const now =
      held.isFine === event.shiftKey ? held : { x: event.clientX, value, isFine: event.shiftKey };
    grip.current = now;
    const moved = ((event.clientX - now.x) / width) * (max - min);
    set(now.value + moved / (now.isFine ? fine : 1));
  };
  return (
    <div
      role="slider"
      tabIndex={isDisabled ? -1 : 0}
      className={styles.slider}
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      aria-disabled={isDisabled}
      onPointerDown={(event) => {
        if (isDisabled || event.button !== 0) return;
        const box = track.current?.getBoundingClientRect();
        if (box === undefined) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = min + ((event.clientX - box.left) / box.width) * (max - min);
        const start = event.shiftKey ? value : at;
        grip.current = { x: event.clientX, value: start, isFine: event.shiftKey };
        props.onMoving?.(true);
        set(start);
      }}
      onPointerMove={follow}
      onPointerUp={() => letGo(grip, props.onMoving)}
      onPointerCancel={() => letGo(grip, props.onMoving)}
      onKeyDown={(event) => {
        const next = isDisabled ? null : walked(event, props);
        if (next === null) return;
        event.preventDefault();
        event.stopPropagation();
        set(next);
      }}
    >
      <div ref={track} className={styles.track}>
        <i
          className={styles.filled}
          style={{
            left: `${share(Math.min(from, value)) * 100}%`,
            width: `${Math.abs(share(value) - share(from)) * 100}%`,
            background: colour,
          }}
        />
        {props.children}
        <i
          className={styles.thumb}
          style={{ left: `${share(value) * 100}%`, borderColor: colour }}
        />
      </div>
    </div>
  );
}

function letGo(grip: { current: Grip | null }, onMoving: FineSliderProps['onMoving']): void {
  if (grip.current === null) return;
  grip.current = null;
  onMoving?.(false);
}

const directions: Partial<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

/** Where a key leads; null for other keys. */
function walked(event: KeyboardEvent, { value, min, max, step }: FineSliderProps): number | null {
  if (event.key === 'Home') return min;
  if (event.key === 'End') return max;
  const direction = directions[event.key];
  if (direction === undefined) return null;
  const size = event.shiftKey ? step / fine : step;
  // On the grid of steps, so that a few arrows give a round number.
  return Number((Math.round(value / size + direction) * size).toFixed(6));
}
