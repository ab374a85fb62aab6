/**
 * What hard classes gain against what easy ones pay: settings as points, those that differ in one
 * number alone joined to a line (the dose), and the line of an even trade.
 */

import { type Extent, eachTextOnce, linearScale, ticksOf } from '../../scales/scale.ts';
import type { TextTable } from '../../tables/textTable.ts';
import type { CellDifference, ResultsTable, SettingRow } from '../resultsTable.ts';
import { changeText } from '../resultTexts.ts';
import { linesAlong, specValue } from '../settingAxes.ts';
import { axisRoom } from './axisRoom.ts';

export const doseTitle = 'What the hard ones gain, the easy ones pay';

export interface DosePoint {
  readonly row: SettingRow;
  readonly gain: CellDifference;
  /** Of the easier half: a loss is negative. */
  readonly price: CellDifference;
}

/** The settings of which both are known. */
export function dosePoints({ rows, measures }: ResultsTable): DosePoint[] {
  const [hard, easy] = [measures.indexOf('hardestFifth'), measures.indexOf('easierHalf')];
  return rows.flatMap((row) => {
    const gain = row.cells[hard]?.difference ?? null;
    const price = row.cells[easy]?.difference ?? null;
    return gain === null || price === null ? [] : [{ row, gain, price }];
  });
}

export interface PlacedDose extends DosePoint {
  readonly x: number;
  readonly y: number;
  readonly whiskers: string;
  /** At the ends of a line its value there, at the last also what tells it from other lines. */
  readonly text: string;
  readonly isLast: boolean;
}

export interface DoseLayout {
  readonly lines: readonly { readonly path: string; readonly keys: ReadonlySet<string> }[];
  readonly points: readonly PlacedDose[];
  readonly even: string;
  readonly xTicks: readonly { readonly x: number; readonly text: string }[];
  readonly yTicks: readonly { readonly y: number; readonly text: string }[];
}

const margin = { top: 18, right: 22, bottom: 22, left: axisRoom };

/** @param path of the numeric axis whose values stand beside the points; null without one. */
export function doseLayout(
  points: readonly DosePoint[],
  path: string | null,
  width: number,
  height: number,
): DoseLayout {
  // What the easy classes pay grows to the right.
  const xs = extentOf(
    points
      .map(({ price }) => price)
      .flatMap(({ mean, low, high }) => [mean, low, high])
      .map((value) => -value),
  );
  const ys = extentOf(points.flatMap(({ gain: { mean, low, high } }) => [mean, low, high]));
  const x = linearScale(xs, margin.left, width - margin.right);
  const y = linearScale(ys, height - margin.bottom, margin.top);
  const rows = points.map(({ row }) => row);
  const lines = path === null ? [] : linesAlong(rows, path);
  const pointOf = new Map(points.map((point) => [point.row.key, point]));
  const ends = new Set(
    lines.flatMap(({ rows: line }) => [line[0].row.key, line[line.length - 1].row.key]),
  );
  const last = new Set(lines.map(({ rows: line }) => line[line.length - 1].row.key));
  const least = Math.max(xs.min, ys.min);
  const most = Math.min(xs.max, ys.max);
  return {
    lines: lines.map(({ rows: line }) => ({
      keys: new Set(line.map(({ row }) => row.key)),
      path: line
        .flatMap(({ row }) => pointOf.get(row.key) ?? [])
        .map(({ gain, price }, at) => `${at === 0 ? 'M' : 'L'}${x(-price.mean)} ${y(gain.mean)}`)
        .join(''),
    })),
    points: points.map((point) => {
      const { row, gain, price } = point;
      const [px, py] = [x(-price.mean), y(gain.mean)];
      return {
        ...point,
        x: px,
        y: py,
        whiskers: `M${x(-price.low)} ${py}H${x(-price.high)}M${px} ${y(gain.low)}V${y(gain.high)}`,
        text: path !== null && ends.has(row.key) ? endText(row, path, last.has(row.key)) : '',
        isLast: last.has(row.key),
      };
    }),
    even: most > least ? `M${x(least)} ${y(least)}L${x(most)} ${y(most)}` : '',
    xTicks: eachTextOnce(ticksOf(xs, 4).map((tick) => ({ x: x(tick), text: signed(-tick) }))),
    yTicks: eachTextOnce(ticksOf(ys, 4).map((tick) => ({ y: y(tick), text: signed(tick) }))),
  };
}

const longestNote = 18;

function endText(
  { outcomes: [{ spec }], note }: SettingRow,
  path: string,
  isLast: boolean,
): string {
  const value = String(specValue(spec, path));
  return isLast && note !== null ? `${value} ${note.slice(0, longestNote)}` : value;
}

/** Around all values and nothing changed. */
function extentOf(values: readonly number[]): Extent {
  const min = Math.min(0, ...values);
  const max = Math.max(0, ...values);
  const room = 0.05 * Math.max(0.01, max - min);
  return { min: min - room, max: max + room };
}

function signed(share: number): string {
  const points = Math.round(1000 * share) / 10;
  return points === 0 ? '0' : `${points < 0 ? '−' : '+'}${Math.abs(points)}`;
}

export function doseTable(points: readonly DosePoint[]): TextTable {
  return {
    columns: [
      { label: 'setting' },
      { label: 'hardest fifth, points' },
      { label: '95%' },
      { label: 'easier half, points' },
      { label: '95%' },
    ],
    rows: points.map(({ row, gain, price }) => [
      row.note === null ? row.name : `${row.name}, ${row.note}`,
      changeText('hardestFifth', gain.mean),
      `${changeText('hardestFifth', gain.low)} to ${changeText('hardestFifth', gain.high)}`,
      changeText('easierHalf', price.mean),
      `${changeText('easierHalf', price.low)} to ${changeText('easierHalf', price.high)}`,
    ]),
  };
}
