/**
 * The strip of all classes: a column a class; from the top, accuracy, the class's picture, and a
 * row of importance for each round. Its height depends on the run's rounds only, so that nothing
 * moves while it trains; columns never get too thin to hit, the strip scrolls instead.
 */

import { forecastImportance, scaledImportance } from '../../analysis/run/classImportance.ts';
import { onlyClassifier } from '../../analysis/run/classifierNames.ts';
import {
  ensembleAccuracy,
  networkAccuracy,
  type PerClass,
  shownSplit,
  totalRounds,
} from '../../analysis/run/runFacts.ts';
import { type Extent, linearScale, type Scale } from '../../analysis/scales/scale.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Round } from '../../spec/units.ts';
import { importanceExtent } from '../kit/scales/importanceExtent.ts';

export interface StripLayout {
  readonly columnWidth: number;
  /** Width of all columns, more than the room where the strip scrolls. */
  readonly width: number;
  readonly height: number;
  /** Where the scale of accuracy begins; what lies below stands there. */
  readonly floor: number;
  readonly accuracy: Scale;
  readonly pictures: { readonly top: number; readonly height: number };
  readonly heatTop: number;
  readonly rowHeight: number;
}

const accuracyTop = 8;
const accuracyHeight = 54;
const minColumn = 8;
const heatRoom = 176;

export function stripLayout(
  classes: number,
  rounds: number,
  room: number,
  floor: number,
): StripLayout {
  const columnWidth = Math.max(minColumn, room / classes);
  const rowHeight = Math.min(14, Math.max(2, Math.floor(heatRoom / rounds)));
  const picturesTop = accuracyTop + accuracyHeight + 6;
  const picturesHeight = Math.min(22, Math.max(12, columnWidth));
  const heatTop = picturesTop + picturesHeight + 5;
  const whole = linearScale({ min: floor, max: 1 }, accuracyTop + accuracyHeight, accuracyTop);
  return {
    columnWidth,
    width: columnWidth * classes,
    height: heatTop + rounds * rowHeight + 4,
    floor,
    accuracy: (share) => whole(Math.max(floor, share)),
    pictures: { top: picturesTop, height: picturesHeight },
    heatTop,
    rowHeight,
  };
}

export interface StripRow {
  readonly round: Round;
  readonly values: readonly number[];
  readonly forecast: boolean;
}

/** What the strip shows of a run, apart from where. */
export interface StripData {
  readonly order: readonly ClassIndex[];
  /** The newest network that has any accuracy. */
  readonly network: { readonly round: Round; readonly accuracy: PerClass } | null;
  /** Null before there is a vote, and where the run has one classifier. */
  readonly ensemble: PerClass | null;
  readonly rows: readonly StripRow[];
  readonly extent: Extent;
}

export function stripData(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  newest: Pick<RunState, 'dataset' | 'rounds'>,
  order: readonly ClassIndex[],
  split = shownSplit(state),
): StripData {
  const measured = state.rounds.findLast((round) => networkAccuracy(round, split) !== null);
  const forecast = forecastImportance(state);
  const rows = state.rounds.map((round) => ({
    round: round.round,
    values: scaledImportance(round),
    forecast: false,
  }));
  const next = state.rounds.length + 1;
  return {
    order,
    network: measured
      ? { round: measured.round, accuracy: networkAccuracy(measured, split) ?? [] }
      : null,
    ensemble: onlyClassifier(state) === null ? ensembleAccuracy(state, split) : null,
    rows: forecast ? [...rows, { round: next, values: forecast, forecast: true }] : rows,
    extent: importanceExtent(newest),
  };
}

export interface RowLabel {
  readonly round: Round;
  readonly text: string;
  readonly y: number;
  readonly kind: 'round' | 'forecast';
}

/** Names of the rows of importance, as many as have room. */
export function rowLabels(
  state: Pick<RunState, 'spec' | 'rounds'>,
  data: StripData,
  layout: StripLayout,
): RowLabel[] {
  const least = Math.ceil(12 / layout.rowHeight);
  // Colours repeat after six rounds: a step of six would name rounds of one colour only.
  const every = least % 6 === 0 ? least + 1 : least;
  const newest = data.rows.length;
  return data.rows
    .filter(
      (_, index) => index === newest - 1 || (index % every === 0 && index + every <= newest - 1),
    )
    .map(({ round, forecast }) => ({
      round,
      text: forecast ? 'forecast' : round === 1 ? 'uniform' : `round ${round}`,
      y: layout.heatTop + (Math.min(round, totalRounds(state)) - 0.5) * layout.rowHeight,
      kind: forecast ? 'forecast' : 'round',
    }));
}

/** The class whose column is at a distance from the strip's left; null outside. */
export function classAt(
  layout: StripLayout,
  order: readonly ClassIndex[],
  x: number,
): ClassIndex | null {
  return order[Math.floor(x / layout.columnWidth)] ?? null;
}

/** How far to scroll so that a column is in view, with one more at each side. */
export function scrollFor(layout: StripLayout, place: number, left: number, room: number): number {
  const from = (place - 1) * layout.columnWidth;
  const to = (place + 2) * layout.columnWidth;
  if (from < left) return Math.max(0, from);
  return to > left + room ? to - room : left;
}
