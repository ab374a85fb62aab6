/** Where a class's importance stands, round by round, in the small chart of the inspector. */
import { importanceByRound } from '../../analysis/run/classImportance.ts';
import { totalRounds } from '../../analysis/run/runFacts.ts';
import { type Extent, linearScale, stepUp } from '../../analysis/scales/scale.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Round } from '../../spec/units.ts';

export interface SparkPoint {
  readonly round: Round;
  /** N·ϕ. */
  readonly value: number;
  readonly x: number;
  readonly y: number;
  readonly isForecast: boolean;
  /** Whether its number has room. */
  readonly isNamed: boolean;
  /** Whether its number stands below it, clear of the line of an equal share. */
  readonly isBelow: boolean;
  /** Whether its dot has room; a number always has its dot. */
  readonly isDotted: boolean;
}

export interface SparkLayout {
  readonly points: readonly SparkPoint[];
  /** Where 1, an equal share, lies. */
  readonly uniformY: number;
}

const labelWidth = 48;
const dotWidth = 10;
const margin = { side: 18, top: 22, bottom: 22 };

/** Below this a number above its dot would meet the line of an equal share. */
const belowFrom = 0.97;

export function importanceSpark(
  state: Pick<RunState, 'spec' | 'rounds'>,
  newest: Pick<RunState, 'dataset' | 'rounds'>,
  index: ClassIndex,
  room: { readonly width: number; readonly height: number },
): SparkLayout {
  const y = linearScale(ownExtent(newest, index), room.height - margin.bottom, margin.top);
  const spacing = (room.width - 2 * margin.side) / Math.max(1, totalRounds(state) - 1);
  const every = Math.max(1, Math.ceil(labelWidth / spacing));
  const values = importanceByRound(state, index);
  const last = values.length - 1;
  const points = values.map(({ value, isForecast }, at) => {
    const isNamed = at === last || (at % every === 0 && last - at >= every);
    return {
      round: at + 1,
      value,
      x: margin.side + at * spacing,
      y: y(value),
      isForecast,
      isNamed,
      isBelow: value < belowFrom,
      isDotted: isNamed || isForecast || spacing >= dotWidth,
    };
  });
  return { points, uniformY: y(1) };
}

const upper = [1.25, 1.5, 2, 3, 4, 6, 8, 12, 20, 50, 100, 200, 500, 1000];
const lower = [0.8, 0.6, 0.4, 0.2, 0];

/** What the class has needed so far, forecasts too, in steps: the axis never shrinks in a run. */
function ownExtent(state: Pick<RunState, 'dataset' | 'rounds'>, index: ClassIndex): Extent {
  const count = state.dataset.classes.length;
  const values = state.rounds.flatMap(({ classImportance, epochs, outcome }) => [
    classImportance[index] * count,
    ...[outcome?.importanceNext, ...epochs.map(({ forecast }) => forecast?.importanceNext)].flatMap(
      (next) => (next ? [next[index] * count] : []),
    ),
  ]);
  const min = values.reduce((least, value) => Math.min(least, value), 1);
  const max = values.reduce((most, value) => Math.max(most, value), 1);
  return {
    min: lower.find((limit) => limit <= min) ?? 0,
    max: stepUp(max, upper),
  };
}

/** A path through the points; dotted parts are drawn apart, from the last solid point on. */
export function sparkPath(points: readonly { readonly x: number; readonly y: number }[]): string {
  return points
    .map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}
