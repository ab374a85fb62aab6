import { startTransition, useEffect, useRef, useState } from 'react';

/** Milliseconds that drawing makes way for what else is going on. */
const patience = 500;

/** A value, and how many came to be drawn before it. */
interface Drawn<Value> {
  readonly value: Value;
  readonly turn: number;
}

/**
 * A value for what takes long to draw, as it was until two frames have passed, so that what the
 * person did is answered first; of values that come meanwhile, the last. Drawing it makes way for
 * whatever happens next, but not for ever; where `isAsked` says that the person waits for it, it is
 * drawn as a whole.
 */
export function useDrawnAfter<Value extends object | string | null>(
  value: Value,
  isAsked: (next: Value, drawn: Value) => boolean = never,
): Value {
  const [drawn, setDrawn] = useState<Drawn<Value>>({ value, turn: 0 });
  const latest = useRef(value);
  const lastTurn = useRef(0);
  const isWaiting = useRef(false);
  useEffect(() => {
    latest.current = value;
    if (value === drawn.value || isWaiting.current) return;
    isWaiting.current = true;
    const draw = () => {
      isWaiting.current = false;
      const next = { value: latest.current, turn: ++lastTurn.current };
      if (isAsked(next.value, drawn.value)) {
        setDrawn(next);
        return;
      }
      startTransition(() => setDrawn(next));
      // Values that came since have a turn of their own.
      setTimeout(() => setDrawn((now) => (now.turn < next.turn ? next : now)), patience);
    };
    // By the second frame the first is on the screen, however busy the machine.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(draw)));
  });
  return drawn.value;
}

function never(): boolean {
  return false;
}
