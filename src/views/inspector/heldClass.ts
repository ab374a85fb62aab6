import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { ClassLink } from '../classLink.ts';

/** The class that is held; null without one, and where it was held under data that had more. */
export function heldClass(
  { held }: ClassLink,
  { dataset }: Pick<RunState, 'dataset'>,
): ClassIndex | null {
  return held !== null && held < dataset.classes.length ? held : null;
}
