/**
 * Where everything of the importance chart stands: one column a round, one line a class, labels
 * for the classes worth naming, pushed apart and tied to their lines by leaders.
 */
import { forecastImportance, scaledImportance } from '../../analysis/run/classImportance.ts';
import { classesByDifficulty } from '../../analysis/run/classOrder.ts';
import { totalRounds } from '../../analysis/run/runFacts.ts';
import { pushApart } from '../../analysis/scales/pushApart.ts';
import { type Extent, linearScale, type Scale, ticksOf } from '../../analysis/scales/scale.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Round } from '../../spec/units.ts';

export interface ChartRoom {
  readonly width: number;
  readonly height: number;
  /** Room for the labels at the right. */
  readonly labels: number;
}

export interface ImportanceColumn {
  readonly round: Round;
  readonly x: number;
  /** Whether its heading has room; the first and the newest always do. */
  readonly headed: boolean;
  readonly phase: 'trained' | 'training' | 'forecast' | 'future';
}

export interface ImportanceLabel {
  readonly index: ClassIndex;
  /** Where its line ends. */
  readonly lineY: number;
  /** Where it stands. */
  readonly y: number;
  readonly now: number | null;
  readonly next: number | null;
}

export interface ImportanceLayout {
  readonly columns: readonly ImportanceColumn[];
  /** How much room each heading has. */
  readonly headings: keyof typeof headingWidths;
  /** Columns too close for marks of their own: only headed ones are drawn. */
  readonly dense: boolean;
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  readonly y: Scale;
  /** The axis of N·ϕ. */
  readonly extent: Extent;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  /** N·ϕ by column, the forecast last where there is one. */
  readonly values: readonly (readonly number[])[];
  /** Whether the last of `values` is a forecast. */
  readonly hasForecast: boolean;
  readonly labels: readonly ImportanceLabel[];
  /** Classes that are not named. */
  readonly others: readonly ClassIndex[];
}

const axisWidth = 34;
const headingHeight = 40;
/** Pixels between columns for a heading with its note, with a short note, with a number only. */
export const headingWidths = { full: 78, short: 52, number: 20 } as const;
/** Below this a line and dots in every column would hide the classes' own lines. */
export const denseSpacing = 9;
/** Room at the plot's sides, so that the outer headings stay within. */
export const inset = { left: 24, right: 26 };
/** Pixels from one label to the next. */
export const labelGap = 22;

export function importanceLayout(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  extent: Extent,
  room: ChartRoom,
  lit: ClassIndex | null,
): ImportanceLayout {
  const plot = plotIn(room);
  const y = linearScale(extent, plot.bottom, plot.top);
  const spacing = spacingOf(totalRounds(state), plot);
  const forecast = forecastImportance(state);
  const rounds = state.rounds.map(scaledImportance);
  const values = forecast === null ? rounds : [...rounds, forecast];
  const named = namedClasses(state, lit);
  return {
    columns: columnsOf(state, forecast !== null, plot, spacing),
    headings: headingsFor(spacing),
    dense: spacing < denseSpacing,
    ticks: ticksOf(extent, 5).map((value) => ({ value, y: y(value) })),
    y,
    extent,
    plot,
    values,
    hasForecast: forecast !== null,
    labels: placedLabels(named, values, forecast !== null, y, room.height),
    others: othersOf(state.dataset.classes.length, named),
  };
}

/** Where the lines lie in the chart's room. */
export function plotIn(room: ChartRoom): ImportanceLayout['plot'] {
  return {
    left: axisWidth,
    right: Math.max(axisWidth + 60, room.width - room.labels),
    top: headingHeight + 10,
    bottom: room.height - 12,
  };
}

/** Pixels from one column to the next. */
export function spacingOf(count: number, plot: ImportanceLayout['plot']): number {
  return (plot.right - inset.right - plot.left - inset.left) / Math.max(1, count - 1);
}

function headingsFor(spacing: number): keyof typeof headingWidths {
  if (spacing >= headingWidths.full) return 'full';
  return spacing >= headingWidths.short ? 'short' : 'number';
}

function columnsOf(
  state: Pick<RunState, 'spec' | 'rounds'>,
  hasForecast: boolean,
  plot: ImportanceLayout['plot'],
  spacing: number,
): ImportanceColumn[] {
  const count = totalRounds(state);
  const every = Math.max(1, Math.ceil(headingWidths.number / spacing));
  const newest = state.rounds.length;
  return Array.from({ length: count }, (_, index) => {
    const round = index + 1;
    const clear = Math.abs(round - newest) >= every;
    return {
      round,
      x: plot.left + inset.left + index * spacing,
      headed: round === newest || (index % every === 0 && clear),
      phase: phaseOf(state, round, hasForecast),
    };
  });
}

function phaseOf(
  state: Pick<RunState, 'rounds'>,
  round: Round,
  hasForecast: boolean,
): ImportanceColumn['phase'] {
  const started = state.rounds[round - 1];
  if (started !== undefined) return started.outcome === null ? 'training' : 'trained';
  return hasForecast && round === state.rounds.length + 1 ? 'forecast' : 'future';
}

export const nameAllUpTo = 12;
const hardest = 8;
const easiest = 3;

/** All of a handful, else the hardest eight and easiest three; and the lit one in any case. */
function namedClasses(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  lit: ClassIndex | null,
): ClassIndex[] {
  const { classes } = classesByDifficulty(state);
  const count = state.dataset.classes.length;
  if (classes.length === 0) return count <= nameAllUpTo ? [...state.dataset.classes.keys()] : [];
  if (count <= nameAllUpTo) return [...classes];
  const named = [...classes.slice(0, hardest), ...classes.slice(-easiest)];
  return lit === null || named.includes(lit) || lit >= count ? named : [...named, lit];
}

function othersOf(count: number, named: readonly ClassIndex[]): ClassIndex[] {
  const taken = new Set(named);
  return Array.from({ length: count }, (_, index) => index).filter((index) => !taken.has(index));
}

/** The named classes, pushed apart beside the ends of their lines. */
export function placedLabels(
  named: readonly ClassIndex[],
  values: readonly (readonly number[])[],
  hasForecast: boolean,
  y: Scale,
  height: number,
): ImportanceLabel[] {
  const last = values[values.length - 1];
  const now = values[values.length - (hasForecast ? 2 : 1)];
  const placed = named
    .map((index) => ({
      index,
      lineY: y(last?.[index] ?? 1),
      now: now?.[index] ?? null,
      next: hasForecast ? last[index] : null,
    }))
    .sort((a, b) => a.lineY - b.lineY);
  const apart = pushApart(
    placed.map(({ lineY }) => lineY),
    labelGap,
    headingHeight + labelGap / 2,
    height - labelGap / 2,
  );
  return placed.map((label, index) => ({ ...label, y: apart[index] }));
}

/** The line of a class through the rounds that have begun. */
export function solidPath(layout: ImportanceLayout, index: ClassIndex): string {
  const count = layout.values.length - (layout.hasForecast ? 1 : 0);
  return pathThrough(layout, index, 0, count);
}

/** The line of a class from the round under way to the forecast; empty without one. */
export function forecastPath(layout: ImportanceLayout, index: ClassIndex): string {
  const { values, hasForecast } = layout;
  return hasForecast ? pathThrough(layout, index, values.length - 2, values.length) : '';
}

function pathThrough(
  { columns, values, y }: ImportanceLayout,
  index: ClassIndex,
  from: number,
  to: number,
): string {
  let path = '';
  for (let column = from; column < to; column++) {
    const x = columns[column].x.toFixed(1);
    path += `${column === from ? 'M' : 'L'}${x} ${y(values[column][index]).toFixed(1)}`;
  }
  return path;
}

/** From the end of a class's line to its label. */
export function leaderPath(layout: ImportanceLayout, label: ImportanceLabel): string {
  const { columns, values, plot } = layout;
  const start = columns[Math.max(0, values.length - 1)].x + 4;
  const end = plot.right - 2;
  const bend = end - 14;
  return `M${start} ${label.lineY}H${bend}C${bend + 8} ${label.lineY} ${bend + 6} ${label.y} ${end} ${label.y}`;
}

/** The class whose line passes nearest to a point of the plot, within a few pixels; else null. */
export function classNear(layout: ImportanceLayout, x: number, y: number): ClassIndex | null {
  const { columns, values } = layout;
  const after = columns.findIndex((column, index) => index > 0 && column.x >= x);
  if (after < 1 || after >= values.length) return null;
  const share = (x - columns[after - 1].x) / (columns[after].x - columns[after - 1].x);
  let best: ClassIndex | null = null;
  let distance = 9;
  values[after].forEach((end, index) => {
    const start = values[after - 1][index];
    const away = Math.abs(layout.y(start + (end - start) * share) - y);
    if (away < distance) {
      distance = away;
      best = index;
    }
  });
  return best;
}
