/**
 * The one rule of when a view of a run is drawn anew: when something that it reads has changed, and
 * only then. A view is a selector and a drawing. The selector tells what is read: fields of the run
 * (`readsOf`), and what is made of them where only the result matters. The drawing is given that and
 * nothing else: a field that its selector does not name it cannot read, so none is drawn stale.
 */
import { createElement, type FunctionComponent, memo, useRef } from 'react';
import { areAlike } from '../../lib/areAlike.ts';

/**
 * A view that `draw` draws from what `select` reads of its props. Of an entry that is alike
 * (lib/areAlike.ts) the drawing is handed the very one it had before, so that whatever it remembers
 * by it stays.
 */
export function drawnFrom<Props extends object, Reads extends object>(
  select: (props: Props) => Reads,
  draw: FunctionComponent<Reads>,
): FunctionComponent<Props> {
  const Drawing = memo(draw) as FunctionComponent<Reads>;
  function View(props: Props) {
    // Only a store of equal entries: what a drawing that is given up leaves here does no harm.
    const kept = useRef<Reads | null>(null);
    kept.current = keptWhereAlike(kept.current, select(props));
    return createElement(Drawing, kept.current);
  }
  View.displayName = draw.name;
  return View;
}

/** The new entries, each as it was before where the two are alike. */
function keptWhereAlike<Reads extends object>(before: Reads | null, now: Reads): Reads {
  if (before === null) return now;
  const entries = Object.entries(now).map(([name, value]) => {
    const known = before[name as keyof Reads];
    return [name, areAlike(known, value) ? known : value];
  });
  return Object.fromEntries(entries) as Reads;
}
