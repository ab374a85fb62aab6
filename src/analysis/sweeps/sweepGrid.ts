/**
 * A sweep as a grid: the values of the first axis are its rows, the combinations of all others its
 * columns. A setting that does not know an axis is one cell across it.
 */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { type CombinationIssue, expandAxes } from '../../spec/sweeps/expandAxes.ts';
import { type Combination, valueWords } from '../../spec/sweeps/setting.ts';
import type { SweepAxis, SweepSpec } from '../../spec/sweeps/sweepSpec.ts';

export interface GridCell {
  /** The same for the same setting, whether it can be trained or not. */
  readonly key: string;
  readonly at: Combination;
  /** For people: `Complementary, μ 0.7`. */
  readonly name: string;
  readonly isLeftOut: boolean;
  /** What is wrong with the setting; null where it can be trained. */
  readonly issue: string | null;
  /** Its experiment; null where something is wrong with it. */
  readonly spec: ExperimentSpec | null;
  /** The first column that it stands in, and how many it takes from there on. */
  readonly column: number;
  readonly span: number;
  /** The axes that it does not know, by place. */
  readonly unknownAxes: readonly number[];
}

export interface GridRow {
  readonly name: string;
  readonly cells: readonly GridCell[];
}

/** A head over some columns. */
export interface GridHead {
  readonly name: string;
  readonly span: number;
}

export interface SweepGrid {
  readonly rows: readonly GridRow[];
  /** Heads from the outermost axis in; the last has one head a column. Empty where one axis varies. */
  readonly heads: readonly (readonly GridHead[])[];
  readonly columns: number;
  /** Settings left out. */
  readonly leftOut: number;
}

interface Found {
  readonly at: Combination;
  readonly name: string;
  readonly issue: string | null;
  readonly spec: ExperimentSpec | null;
}

/** @param sweep whose axes and base are well formed; its settings may be wrong. */
export function sweepGrid(sweep: SweepSpec): SweepGrid {
  const { axes } = sweep;
  const inner = axes.slice(1);
  const columns = combinationsOf(inner.map(({ values }) => values.length));
  const found = foundIn(sweep);
  const rows = (axes.at(0)?.values ?? [null]).map((value, place) => ({
    name: value === null ? sweep.name : valueWords(axes[0], value),
    cells: cellsOf(sweep, value === null ? [] : [place], columns, found),
  }));
  const all = new Map(rows.flatMap(({ cells }) => cells.map((cell) => [cell.key, cell])));
  return {
    rows,
    heads: headsOf(inner),
    columns: columns.length,
    leftOut: [...all.values()].filter(({ isLeftOut }) => isLeftOut).length,
  };
}

/** All settings, those left out among them, and all that is wrong with any. */
function foundIn(sweep: SweepSpec): readonly Found[] {
  const { leaveOut: _all, ...whole } = sweep;
  const { settings, issues } = expandAxes(whole);
  const wrong = new Map<string, Found>();
  for (const issue of issues) {
    if (issue.at === null || wrong.has(keyOf(issue.at))) continue;
    wrong.set(keyOf(issue.at), {
      at: issue.at,
      name: issue.setting,
      issue: textOf(issue),
      spec: null,
    });
  }
  return [
    ...settings.map(({ at, name, spec }) => ({ at, name, issue: null, spec })),
    ...wrong.values(),
  ];
}

const textOf = ({ path, message }: CombinationIssue) =>
  path === '' ? message : `${path} ${message}`;

function cellsOf(
  sweep: SweepSpec,
  row: readonly number[],
  columns: readonly (readonly number[])[],
  found: readonly Found[],
): GridCell[] {
  const cells: GridCell[] = [];
  columns.forEach((others, column) => {
    const place = [...row, ...others];
    const one = found.find(({ at }) =>
      at.every((own, axis) => own === null || own === place[axis]),
    );
    if (one === undefined) return;
    const key = keyOf(one.at);
    const last = cells.at(-1);
    if (last?.key === key && last.column + last.span === column) {
      cells[cells.length - 1] = { ...last, span: last.span + 1 };
      return;
    }
    const unknownAxes = one.at.flatMap((own, axis) => (own === null ? [axis] : []));
    const isLeftOut = isLeftOutOf(sweep, one.at);
    cells.push({ ...one, key, isLeftOut, column, span: 1, unknownAxes });
  });
  return cells;
}

/** Whether an entry names nothing but what a combination has. */
export function isLeftOutOf({ axes, leaveOut = [] }: SweepSpec, at: Combination): boolean {
  return leaveOut.some((entry) =>
    Object.entries(entry).every(([name, value]) => {
      const axis = axes.findIndex((one) => one.name === name);
      const place = at[axis] ?? null;
      return place !== null && axes[axis].values[place].name === value;
    }),
  );
}

/** What `leaveOut` says of a grid in which settings are left out or taken back, in few entries. */
export function withCells(
  { axes }: Pick<SweepSpec, 'axes'>,
  grid: SweepGrid,
  keys: ReadonlySet<string>,
  isLeftOut: boolean,
): Record<string, string>[] {
  const isOut = (cell: GridCell) => (keys.has(cell.key) ? isLeftOut : cell.isLeftOut);
  const entries = new Map<string, Record<string, string>>();
  grid.rows.forEach(({ cells }, row) => {
    if (cells.length > 0 && cells.every(isOut) && knowsRow(cells)) {
      const entry = { [axes[0].name]: axes[0].values[row].name };
      entries.set(JSON.stringify(entry), entry);
      return;
    }
    for (const cell of cells) {
      if (!isOut(cell)) continue;
      const named = cell.at.flatMap((place, axis) =>
        place === null ? [] : [[axes[axis].name, axes[axis].values[place].name] as const],
      );
      const entry = Object.fromEntries(named);
      if (named.length > 0) entries.set(JSON.stringify(entry), entry);
    }
  });
  return [...entries.values()];
}

const knowsRow = (cells: readonly GridCell[]) => cells.every(({ at }) => (at[0] ?? null) !== null);

function headsOf(axes: readonly SweepAxis[]): GridHead[][] {
  let span = axes.reduce((product, { values }) => product * values.length, 1);
  let repeats = 1;
  return axes.map((axis) => {
    span /= axis.values.length;
    const heads = axis.values.map((value) => ({ name: valueWords(axis, value), span }));
    const row = Array.from({ length: repeats }, () => heads).flat();
    repeats *= axis.values.length;
    return row;
  });
}

/** All places of values, the last varying fastest. */
function combinationsOf(counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>(
    (all, count) =>
      all.flatMap((one) => Array.from({ length: count }, (_, place) => [...one, place])),
    [[]],
  );
}

const keyOf = (at: Combination) => at.join();
