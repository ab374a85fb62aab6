/** Which curves are drawn out of many, and where: the baseline, the lit one, and a few others. */

import { pushApart } from '../../scales/pushApart.ts';
import { eachTextOnce, linearScale, ticksOf } from '../../scales/scale.ts';
import type { TextTable } from '../../tables/textTable.ts';
import { type CurvePoint, meanCurve, roundEnds } from '../meanCurve.ts';
import type { ResultsTable, SettingRow } from '../resultsTable.ts';
import { axisRoom } from './axisRoom.ts';

export interface OverlaidCurve {
  readonly row: SettingRow;
  readonly role: 'baseline' | 'lit' | 'other';
  readonly points: readonly CurvePoint[];
}

/** More cannot be told apart by their ends. */
const mostCurves = 4;

/** The lit row's curve, the baseline's, then others in the order of the table. */
export function overlaidCurves(table: ResultsTable, lit: string | null): OverlaidCurve[] {
  const baseline = table.rows.at(table.baseline);
  const first = table.rows.filter((row) => row === baseline || row.key === lit);
  const others = table.rows.filter((row) => !first.includes(row));
  return [...first, ...others]
    .slice(0, mostCurves)
    .map((row): OverlaidCurve => {
      const role = row === baseline ? 'baseline' : row.key === lit ? 'lit' : 'other';
      return { row, role, points: meanCurve(row.outcomes) };
    })
    .filter(({ points }) => points.length > 0);
}

export function curvesTitle([first]: readonly OverlaidCurve[]): string {
  return `${first?.row.outcomes[0].split === 'test' ? 'Test error' : 'Error'} of the ensemble`;
}

export interface CurvesLayout {
  readonly width: number;
  readonly height: number;
  readonly plotWidth: number;
  readonly yTicks: readonly { readonly y: number; readonly text: string }[];
  readonly xTicks: readonly { readonly x: number; readonly text: string }[];
  /** Where a round of the longest run ends. */
  readonly roundLines: readonly number[];
  readonly curves: readonly PlacedCurve[];
}

export interface PlacedCurve extends OverlaidCurve {
  readonly line: string;
  /** Around the line, from the third seed on; empty without one. */
  readonly band: string;
  readonly labelY: number;
  readonly label: string;
}

const margin = { top: 8, bottom: 22, left: axisRoom, right: 112 };

export function curvesLayout(
  curves: readonly OverlaidCurve[],
  width: number,
  height: number,
): CurvesLayout {
  const plotWidth = Math.max(60, width - margin.left - margin.right);
  const all = curves.flatMap(({ points }) => points);
  const longest = Math.max(1, ...all.map(({ epoch }) => epoch));
  const domain = errorDomain(all);
  const x = linearScale(
    { min: 1, max: Math.max(2, longest) },
    margin.left,
    margin.left + plotWidth,
  );
  const y = linearScale(domain, height - margin.bottom, margin.top);
  const ends = curves.map(({ points }) => points[points.length - 1]);
  const order = ends.map((_, place) => place).sort((a, b) => y(ends[a].mean) - y(ends[b].mean));
  const pushed = pushApart(
    order.map((place) => y(ends[place].mean)),
    14,
    margin.top + 4,
    height - margin.bottom,
  );
  return {
    width,
    height,
    plotWidth,
    yTicks: eachTextOnce(
      ticksOf(domain, 4).map((tick) => ({
        y: y(tick),
        text: `${Math.round(1000 * tick) / 10}%`,
      })),
    ),
    xTicks: ticksOf({ min: 1, max: Math.max(2, longest) }, 4)
      .filter(Number.isInteger)
      .map((tick) => ({ x: x(tick), text: String(tick) })),
    roundLines: longestRun(curves, longest).map(x),
    curves: curves.map((curve, place) => ({
      ...curve,
      line: curve.points
        .map(({ epoch, mean }, at) => `${at === 0 ? 'M' : 'L'}${x(epoch)} ${y(mean)}`)
        .join(''),
      band: bandOf(curve.points, x, y),
      labelY: pushed[order.indexOf(place)],
      label: (100 * ends[place].mean).toFixed(1),
    })),
  };
}

/** Without the first steep fall, which would press all that follows together. */
function errorDomain(points: readonly CurvePoint[]) {
  const means = points.map(({ mean }) => mean).sort((a, b) => a - b);
  if (means.length === 0) return { min: 0, max: 1 };
  const most = means[Math.floor(0.9 * (means.length - 1))];
  const least = Math.min(...points.map(({ low }) => low), means[0]);
  const reach = Math.max(0.01, most - least);
  return { min: Math.max(0, least - 0.06 * reach), max: Math.min(1, most + 0.25 * reach) };
}

function longestRun(curves: readonly OverlaidCurve[], longest: number): number[] {
  const found = curves
    .flatMap(({ row }) => row.outcomes)
    .find(({ curve }) => curve.rounds.length >= longest);
  return found === undefined ? [] : roundEnds(found);
}

function bandOf(
  points: readonly CurvePoint[],
  x: (epoch: number) => number,
  y: (error: number) => number,
): string {
  if (points.every(({ low, high }) => low === high)) return '';
  const there = points.map(({ epoch, high }) => `${x(epoch)} ${y(high)}`);
  const back = points.toReversed().map(({ epoch, low }) => `${x(epoch)} ${y(low)}`);
  return `M${[...there, ...back].join('L')}Z`;
}

export function curvesTable(curves: readonly OverlaidCurve[]): TextTable {
  const epochs = [...new Set(curves.flatMap(({ points }) => points.map(({ epoch }) => epoch)))];
  epochs.sort((a, b) => a - b);
  const known = curves.map(
    ({ points }) => new Map(points.map((point) => [point.epoch, point.mean])),
  );
  return {
    columns: [
      { label: 'epoch' },
      ...curves.map(({ row }) => ({
        label: row.note === null ? row.name : `${row.name}, ${row.note}`,
      })),
    ],
    rows: epochs.map((epoch) => [
      epoch,
      ...known.map((means) => {
        const mean = means.get(epoch);
        return mean === undefined ? null : Number((100 * mean).toFixed(2));
      }),
    ]),
  };
}
