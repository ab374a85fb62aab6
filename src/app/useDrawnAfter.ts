import { startTransition, useEffect, useRef, useState } from 'react';

/**
 * A value for what takes long to draw: as it was until the page has been painted without it, so that
 * what the person did is answered first. Of values that change faster than they can be drawn, the
 * last is taken. An `isAsked` one is drawn as a whole; others make way for whatever the person does
 * meanwhile, at the price of being begun anew.
 */
export function useDrawnAfter<Value>(value: Value, isAsked: boolean): Value {
  const [drawn, setDrawn] = useState(value);
  const latest = useRef({ value, isAsked });
  const frame = useRef(0);
  useEffect(() => {
    latest.current = { value, isAsked };
    if (value === drawn || frame.current !== 0) return;
    const draw = () => {
      frame.current = 0;
      const { value: next, isAsked: isNow } = latest.current;
      if (isNow) setDrawn(() => next);
      else startTransition(() => setDrawn(() => next));
    };
    // By the second frame the first is on the screen, however busy the machine.
    frame.current = requestAnimationFrame(() => {
      frame.current = requestAnimationFrame(() => setTimeout(draw));
    });
  });
  return drawn;
}
