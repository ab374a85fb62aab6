/** The effect of an axis on a measure (Fig. 2c): a line for all else that is the same. */

import { axisRoom } from '../../../analysis/results/charts/axisRoom.ts';
import type { ResultMeasure } from '../../../analysis/results/resultMeasures.ts';
import type { ResultsTable, SettingRow } from '../../../analysis/results/resultsTable.ts';
import { reachText, valueText } from '../../../analysis/results/resultTexts.ts';
import { linesAlong } from '../../../analysis/results/settingAxes.ts';
import { type Extent, eachTextOnce, linearScale, ticksOf } from '../../../analysis/scales/scale.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';

interface EffectPoint {
  readonly row: SettingRow;
  readonly value: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Lines of settings that differ in one number alone, with what a measure comes to along it. */
export function effectLines(
  { rows, measures }: ResultsTable,
  path: string,
  measure: ResultMeasure,
): EffectPoint[][] {
  const column = measures.indexOf(measure);
  return linesAlong(rows, path)
    .map(({ rows: line }) =>
      line.flatMap(({ row, value }) => {
        const cell = row.cells[column];
        if (cell === undefined || cell.mean === null) return [];
        const { low, high } = cell.interval ?? { low: cell.mean, high: cell.mean };
        return [{ row, value, mean: cell.mean, low, high }];
      }),
    )
    .filter((line) => line.length > 1);
}

export interface PlacedEffect {
  readonly row: SettingRow;
  readonly x: number;
  readonly y: number;
  readonly whisker: string;
}

export interface EffectLayout {
  readonly lines: readonly { readonly path: string; readonly points: readonly PlacedEffect[] }[];
  /** Height of the baseline; null where it is not known. */
  readonly baseline: number | null;
  readonly xTicks: readonly { readonly x: number; readonly text: string }[];
  readonly yTicks: readonly { readonly y: number; readonly text: string }[];
}

const margin = { top: 10, right: 14, bottom: 22, left: axisRoom };

export function effectLayout(
  lines: readonly (readonly EffectPoint[])[],
  baseline: number | null,
  measure: ResultMeasure,
  { width, height }: { readonly width: number; readonly height: number },
): EffectLayout {
  const all = lines.flat();
  const xs = extentOf(
    all.map(({ value }) => value),
    0.04,
  );
  const ys = extentOf(
    [...all.flatMap(({ low, high }) => [low, high]), ...(baseline === null ? [] : [baseline])],
    0.08,
  );
  const x = linearScale(xs, margin.left, width - margin.right);
  const y = linearScale(ys, height - margin.bottom, margin.top);
  return {
    lines: lines.map((line) => ({
      path: line
        .map(({ value, mean }, at) => `${at === 0 ? 'M' : 'L'}${x(value)} ${y(mean)}`)
        .join(''),
      points: line.map(({ row, value, mean, low, high }) => ({
        row,
        x: x(value),
        y: y(mean),
        whisker: `M${x(value)} ${y(low)}V${y(high)}`,
      })),
    })),
    baseline: baseline === null ? null : y(baseline),
    xTicks: ticksOf(xs, 4).map((tick) => ({ x: x(tick), text: String(tick) })),
    yTicks: eachTextOnce(
      ticksOf(ys, 4).map((tick) => ({ y: y(tick), text: valueText(measure, tick) })),
    ),
  };
}

function extentOf(values: readonly number[], room: number): Extent {
  const min = Math.min(...values);
  const max = Math.max(...values);
  const around = room * Math.max(max - min, 0.005);
  return { min: min - around, max: max + around };
}

export function effectTable(
  lines: readonly (readonly EffectPoint[])[],
  axisName: string,
  label: string,
  { measures }: ResultsTable,
  measure: ResultMeasure,
): FigureTable {
  const column = measures.indexOf(measure);
  return {
    columns: [{ label: 'setting' }, { label: axisName }, { label }, { label: '95%' }],
    rows: lines
      .flat()
      .map(({ row, value, mean }) => [
        row.note === null ? row.name : `${row.name}, ${row.note}`,
        value,
        valueText(measure, mean),
        reachText(measure, row.cells[column]),
      ]),
  };
}
