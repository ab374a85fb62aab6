/** Settings as lines over parallel axes: what differs between them, then what they come to. */
import { measureTraits, type ResultMeasure } from '../../../analysis/results/resultMeasures.ts';
import type { ResultsTable, SettingRow } from '../../../analysis/results/resultsTable.ts';
import { valueText } from '../../../analysis/results/resultTexts.ts';
import { axisText, settingAxes, specValue } from '../../../analysis/results/settingAxes.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';

interface ParallelAxis {
  readonly key: string;
  readonly name: string;
  /** Null for a setting that has no such field, or no value yet: its line passes below the axis. */
  readonly placeOf: (row: SettingRow) => number | null;
  readonly textOf: (row: SettingRow) => string;
  /** Values with their places, from 0 at the bottom to 1. */
  readonly ticks: readonly { readonly place: number; readonly text: string }[];
}

/** The axes of a table: fields in the order of the form, then measures, where up is better. */
export function parallelAxes(table: ResultsTable): ParallelAxis[] {
  const { rows, measures } = table;
  const fields = settingAxes(rows).map((axis) =>
    axis.isNumeric ? numberAxis(rows, axis) : choiceAxis(rows, axis),
  );
  return [...fields, ...measures.map((measure, column) => resultAxis(rows, measure, column))];
}

interface Field {
  readonly path: string;
  readonly name: string;
}

function numberAxis(rows: readonly SettingRow[], { path, name }: Field): ParallelAxis {
  const numberOf = ({ outcomes: [{ spec }] }: SettingRow) => {
    const value = specValue(spec, path);
    return typeof value === 'number' ? value : null;
  };
  const values = [...new Set(rows.flatMap((row) => numberOf(row) ?? []))].sort((a, b) => a - b);
  const placeOf = placer(values[0], values[values.length - 1]);
  return {
    key: path,
    name,
    placeOf: (row) => placeOf(numberOf(row)),
    textOf: (row) => axisText(row, path) ?? '–',
    ticks: thinned(values).map((value) => ({ place: placeOf(value) ?? 0, text: String(value) })),
  };
}

function choiceAxis(rows: readonly SettingRow[], { path, name }: Field): ParallelAxis {
  const texts = [...new Set(rows.flatMap((row) => axisText(row, path) ?? []))];
  const placeOf = placer(0, texts.length - 1);
  return {
    key: path,
    name,
    placeOf: (row) => {
      const text = axisText(row, path);
      return text === null ? null : placeOf(texts.length - 1 - texts.indexOf(text));
    },
    textOf: (row) => axisText(row, path) ?? '–',
    ticks: texts.map((text, at) => ({ place: placeOf(texts.length - 1 - at) ?? 0, text })),
  };
}

function resultAxis(
  rows: readonly SettingRow[],
  measure: ResultMeasure,
  column: number,
): ParallelAxis {
  const { label, better } = measureTraits[measure];
  const means = rows.flatMap(({ cells }) => cells[column].mean ?? []);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const placeOf = better === 'more' ? placer(low, high) : placer(high, low);
  const ends = means.length === 0 ? [] : [...new Set([low, high])];
  return {
    key: measure,
    name: label,
    placeOf: ({ cells }) => placeOf(cells[column].mean),
    textOf: ({ cells }) => valueText(measure, cells[column].mean),
    ticks: ends.map((end) => ({ place: placeOf(end) ?? 0, text: valueText(measure, end) })),
  };
}

/** From 0 at one end to 1 at the other; in the middle where both are the same. */
function placer(from: number, to: number): (value: number | null) => number | null {
  return (value) => {
    if (value === null) return null;
    return from === to ? 0.5 : (value - from) / (to - from);
  };
}

/** At most seven, the ends among them. */
function thinned(values: readonly number[]): number[] {
  const step = Math.ceil((values.length - 1) / 6) || 1;
  return values.filter((_, at) => at % step === 0 || at === values.length - 1);
}

export interface ParallelLayout {
  readonly axes: readonly (ParallelAxis & { readonly x: number })[];
  readonly lines: readonly { readonly row: SettingRow; readonly path: string }[];
  readonly y: (place: number | null) => number;
}

const margin = { top: 40, bottom: 34, side: 60 };

export function parallelLayout(table: ResultsTable, width: number, height: number): ParallelLayout {
  const axes = parallelAxes(table);
  const step = (width - 2 * margin.side) / Math.max(1, axes.length - 1);
  const y = (place: number | null) =>
    place === null
      ? height - 10
      : height - margin.bottom - place * (height - margin.top - margin.bottom);
  const placed = axes.map((axis, at) => ({ ...axis, x: margin.side + at * step }));
  const lines = table.rows.map((row) => ({
    row,
    path: placed
      .map(({ x, placeOf }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y(placeOf(row))}`)
      .join(''),
  }));
  return { axes: placed, lines, y };
}

export function parallelTable(table: ResultsTable): FigureTable {
  const axes = parallelAxes(table);
  return {
    columns: [{ label: 'setting' }, ...axes.map(({ name }) => ({ label: name }))],
    rows: table.rows.map((row) => [
      row.note === null ? row.name : `${row.name}, ${row.note}`,
      ...axes.map(({ textOf }) => textOf(row)),
    ]),
  };
}
