/** The axis of epochs that charts of a level-wise run share. */

import { type Extent, ticksOf } from '../../../analysis/scales/scale.ts';
import type { RunState } from '../../../spec/run/runState.ts';

/** From the first epoch to the last one planned. */
export function epochExtent({ spec: { training } }: Pick<RunState, 'spec'>): Extent {
  return { min: training.epochs > 1 ? 1 : 0, max: training.epochs };
}

/** The first epoch, and about four round ones. */
export function epochTicks(extent: Extent): number[] {
  const round = ticksOf(extent, 4).filter((tick) => tick >= 1);
  const apart = (extent.max - extent.min) / 12;
  return [1, ...round.filter((tick) => Number.isInteger(tick) && tick - 1 > apart)];
}
