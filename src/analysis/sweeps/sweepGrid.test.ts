import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { expandAxes } from '../../spec/sweeps/expandAxes.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { sweepGrid, withCells } from './sweepGrid.ts';

const sweep: SweepSpec = {
  format: 'espalier-sweep',
  version: 1,
  name: 'A grid',
  base: defaultSpec,
  axes: [
    {
      name: 'Method',
      values: [
        { name: 'Complementary', set: { 'method.kind': 'complementary' } },
        { name: 'Averaging', set: { 'method.kind': 'averaging' } },
      ],
    },
    {
      name: 'method.update',
      values: [
        { name: 'paper', set: { 'method.update': 'paper' } },
        { name: 'released-code', set: { 'method.update': 'released-code' } },
      ],
    },
    {
      name: 'method.mu',
      values: [0.5, 0.7, 0.9].map((mu) => ({ name: `${mu}`, set: { 'method.mu': mu } })),
    },
  ],
  seeds: [1, 2],
};

describe('a sweep as a grid', () => {
  const grid = sweepGrid(sweep);

  it('has the first axis down and all others across, with their heads', () => {
    expect(grid.rows.map(({ name }) => name)).toEqual(['Complementary', 'Averaging']);
    expect(grid.heads.map((heads) => heads.map(({ name, span }) => `${name} ${span}`))).toEqual([
      ['φ as printed 3', 'φ released code 3'],
      ['μ 0.5 1', 'μ 0.7 1', 'μ 0.9 1', 'μ 0.5 1', 'μ 0.7 1', 'μ 0.9 1'],
    ]);
    expect(grid.columns).toBe(6);
  });

  it('has one cell across the axes that a method does not know', () => {
    expect(grid.rows[1].cells).toMatchObject([{ column: 0, span: 6, unknownAxes: [1, 2] }]);
    expect(grid.rows[0].cells.map(({ column, span }) => [column, span])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
    ]);
  });

  it('has the experiment of each setting, what may be said of it before it is run', () => {
    const [complementary] = grid.rows;
    const right = complementary.cells.filter(({ issue }) => issue === null);
    expect(right.map(({ spec }) => spec?.method)).toMatchObject(
      [0.5, 0.7, 0.9].map((mu) => ({ mu })),
    );
    // Of one that cannot be trained there is none.
    const wrong = complementary.cells.filter(({ issue }) => issue !== null);
    expect(wrong.map(({ spec }) => spec)).toEqual([null, null, null]);
    expect(grid.rows[1].cells[0].spec?.method.kind).toBe('averaging');
  });

  it('says what is wrong with a setting, and lets it be left out', () => {
    const issues = grid.rows[0].cells.map(({ issue }) => issue);
    expect(issues.slice(0, 3)).toEqual([null, null, null]);
    expect(issues[3]).toMatch(/must be hard/);
    const wrong = new Set(grid.rows[0].cells.slice(3).map(({ key }) => key));
    const mended = { ...sweep, leaveOut: withCells(sweep, grid, wrong, true) };
    expect(expandAxes(mended)).toMatchObject({ issues: [], unusedLeaveOuts: [] });
    expect(sweepGrid(mended).leftOut).toBe(3);
  });

  it('leaves out whatever is pressed, no more and no less, and takes it back', () => {
    const cells = grid.rows.flatMap((row) => row.cells);
    const keys = cells.map(({ key }) => key);
    fc.assert(
      fc.property(fc.subarray(keys), fc.subarray(keys), (out, back) => {
        const left = { ...sweep, leaveOut: withCells(sweep, grid, new Set(out), true) };
        const after = sweepGrid(left);
        const isOut = (one: typeof after) =>
          one.rows.flatMap((row) => row.cells).filter(({ isLeftOut }) => isLeftOut);
        expect(isOut(after).map(({ key }) => key)).toEqual(out);
        expect(expandAxes(left).unusedLeaveOuts).toEqual([]);
        const taken = { ...sweep, leaveOut: withCells(sweep, after, new Set(back), false) };
        const rest = out.filter((key) => !back.includes(key));
        expect(isOut(sweepGrid(taken)).map(({ key }) => key)).toEqual(rest);
      }),
      { numRuns: 40 },
    );
  });

  it('is one cell where nothing varies but the seed', () => {
    const { rows, heads, columns } = sweepGrid({ ...sweep, axes: [] });
    expect([rows.map(({ cells }) => cells.length), heads, columns]).toEqual([[1], [], 1]);
  });
});
