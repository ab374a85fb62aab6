/** Lines over the epochs of a level-wise run, and the numbers behind them. */
import type { EpochValue } from '../../../analysis/levels/epochValues.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';
import { tableEpochs } from '../../kit/figure/tableEpochs.ts';
import type { LinePoint } from '../../kit/scales/lttb.ts';

export interface EpochLine {
  readonly name: string;
  /**
   * What decides is `mixture`; `level` and `classes` are softmaxes of their own, and `aside` is
   * the mixture on a split that judges nothing.
   */
  readonly kind: 'level' | 'classes' | 'mixture' | 'aside' | 'flat';
  /** Epoch and value. */
  readonly points: readonly LinePoint[];
}

/** Values by epoch as points of a line. */
export function pointsOf(values: readonly EpochValue[]): LinePoint[] {
  return values.map(({ epoch, value }) => ({ x: epoch, y: value }));
}

/** The greatest value of any line, at least `floor`. */
export function greatestOf(lines: readonly EpochLine[], floor: number): number {
  return lines.reduce(
    (most, { points }) => points.reduce((high, { y }) => Math.max(high, y), most),
    floor,
  );
}

/** The newest value of each line: `train 0.52, flat twin 0.61`. */
export function newestValues(lines: readonly EpochLine[], format: (y: number) => string): string {
  return lines
    .flatMap(({ name, points }) => {
      const last = points.at(-1);
      return last === undefined ? [] : [`${name} ${format(last.y)}`];
    })
    .join(', ');
}

/** Values by epoch, a column a line; of many epochs some. */
export function epochLineTable(
  lines: readonly EpochLine[],
  format: (y: number) => string,
): FigureTable {
  const values = lines.map(({ points }) => new Map(points.map(({ x, y }) => [x, y])));
  const all = new Set(lines.flatMap(({ points }) => points.map(({ x }) => x)));
  const epochs = [...all].toSorted((a, b) => a - b);
  return {
    columns: [{ label: 'epoch' }, ...lines.map(({ name }) => ({ label: name }))],
    rows: tableEpochs(epochs.length).map((place) => [
      `${epochs[place]}`,
      ...values.map((of) => {
        const y = of.get(epochs[place]);
        return y === undefined ? null : format(y);
      }),
    ]),
  };
}
