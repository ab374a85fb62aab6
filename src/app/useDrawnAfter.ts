import { startTransition, useEffect, useRef, useState } from 'react';

/** Milliseconds that drawing makes way for what else is going on. */
const patience = 500;

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
  const [drawn, setDrawn] = useState(value);
  const latest = useRef(value);
  const isWaiting = useRef(false);
  useEffect(() => {
    latest.current = value;
    if (value === drawn || isWaiting.current) return;
    isWaiting.current = true;
    const drawLatest = () => setDrawn(latest.current);
    const draw = () => {
      isWaiting.current = false;
      if (isAsked(latest.current, drawn)) {
        drawLatest();
        return;
      }
      startTransition(drawLatest);
      setTimeout(drawLatest, patience);
    };
    // By the second frame the first is on the screen, however busy the machine.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(draw)));
  });
  return drawn;
}

function never(): boolean {
  return false;
}
