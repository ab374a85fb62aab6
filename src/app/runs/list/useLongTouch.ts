import { type PointerEvent, useEffect, useRef } from 'react';

/** Milliseconds that a finger rests, and pixels that it may still move meanwhile. */
const rest = 500;
const slack = 10;

interface LongTouch {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
}

/** Hears of a finger that rests on something; the press that would follow is then none. */
export function useLongTouch(onRest: (event: PointerEvent) => void): LongTouch {
  const began = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const end = () => clearTimeout(timer.current);
  return {
    onPointerDown: (event) => {
      end();
      if (event.pointerType !== 'touch') return;
      began.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(() => {
        const swallow = (click: MouseEvent) => click.stopPropagation();
        addEventListener('click', swallow, { capture: true, once: true });
        addEventListener(
          'pointerup',
          () => setTimeout(() => removeEventListener('click', swallow, { capture: true })),
          { once: true },
        );
        onRest(event);
      }, rest);
    },
    onPointerMove: ({ clientX, clientY }) => {
      if (began.current === null) return;
      const { x, y } = began.current;
      if (Math.hypot(clientX - x, clientY - y) > slack) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
