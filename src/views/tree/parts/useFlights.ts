import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Flight, flightsBetween, flightTime, type PaintedMoment } from '../treeMotion.ts';

/** Batches that may wait; further behind, only the newest epoch's are played. */
const longestQueue = 8;

/** The classes travelling now, batch after batch; none while an earlier moment is shown. */
export function useFlights(
  state: PaintedMoment['state'],
  isLookingBack: boolean,
): readonly Flight[] {
  const painted = useRef<PaintedMoment | null>(null);
  const [queue, setQueue] = useState<readonly (readonly Flight[])[]>([]);
  useLayoutEffect(() => {
    const now = { state, isLookingBack };
    const fresh = flightsBetween(painted.current, now);
    painted.current = now;
    if (fresh === null || prefersStillness()) {
      setQueue((waiting) => (waiting.length === 0 ? waiting : []));
    } else if (fresh.length > 0) {
      setQueue((waiting) =>
        waiting.length + fresh.length > longestQueue ? fresh : [...waiting, ...fresh],
      );
    }
  }, [state, isLookingBack]);
  const current = queue[0];
  useEffect(() => {
    if (current === undefined) return;
    const timer = setTimeout(() => setQueue((waiting) => waiting.slice(1)), flightTime);
    return () => clearTimeout(timer);
  }, [current]);
  return current ?? none;
}

const none: readonly Flight[] = [];

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
