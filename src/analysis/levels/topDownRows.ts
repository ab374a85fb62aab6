/** Top-down inference beside the full mixture: what is kept, what it costs, what it loses. */
import type { RunState } from '../../spec/run/runState.ts';

/** A row; ratios are to the full mixture. */
export interface TopDownRow {
  /** Groups kept at each level; null for the full mixture. */
  readonly groupsKept: number | null;
  readonly accuracy: number | null;
  /** Accuracy minus the full mixture's. */
  readonly difference: number | null;
  readonly dotProducts: number | null;
  readonly dotRatio: number | null;
  readonly milliseconds: number | null;
  readonly timeRatio: number | null;
}

const nothing = {
  accuracy: null,
  difference: null,
  dotProducts: null,
  dotRatio: null,
  milliseconds: null,
  timeRatio: null,
};

/** The measured rows; before that, rows of dashes that hold the room. */
export function topDownRows({ levelwise }: Pick<RunState, 'levelwise'>): TopDownRow[] {
  const rows = levelwise?.topDown?.rows ?? [];
  if (rows.length === 0) {
    return [null, 1, 2, 4].map((groupsKept) => ({ groupsKept, ...nothing }));
  }
  const full = rows.find(({ groupsKept }) => groupsKept === null) ?? rows[0];
  return rows.map(({ groupsKept, accuracy, dotProducts, milliseconds }) => ({
    groupsKept,
    accuracy,
    difference: groupsKept === null ? null : accuracy - full.accuracy,
    dotProducts,
    dotRatio: ratio(dotProducts, full.dotProducts),
    milliseconds,
    timeRatio: ratio(milliseconds, full.milliseconds),
  }));
}

function ratio(value: number, full: number): number | null {
  return full === 0 ? null : value / full;
}
