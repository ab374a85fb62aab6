import { describe, expect, it } from 'vitest';
import { heatPixels, heatTable } from './drawAssignment.ts';
import { columnAt, mapLabels, mapLayout } from './mapLayout.ts';

const table = heatTable(
  [
    [0, 0, 0],
    [200, 100, 50],
  ],
  0.4,
);

describe('pixels of the heat', () => {
  it('take colours by the square root of their share', () => {
    const pixels = heatPixels(
      { width: 3, height: 1, values: Float32Array.from([0, 0.1, 0.4]) },
      3,
      1,
      table,
    );
    expect([...pixels.slice(0, 4)]).toEqual([0, 0, 0, 255]);
    expect(pixels[4]).toBeCloseTo(100, -0.5);
    expect([...pixels.slice(8)]).toEqual([200, 100, 50, 255]);
  });

  it('leave a gap after roomy cells only', () => {
    const grid = { width: 2, height: 1, values: Float32Array.from([0.4, 0.4]) };
    const alphas = (width: number) =>
      [...heatPixels(grid, width, 1, table)].filter((_, at) => at % 4 === 3);
    expect(alphas(6)).toEqual([255, 255, 255, 255, 255, 255]);
    expect(alphas(12).indexOf(0)).toBe(5);
    expect(alphas(12).filter((alpha) => alpha === 0)).toHaveLength(1);
  });
});

describe('names at the left', () => {
  const spans = [
    { limb: 0, from: 0, to: 19 },
    { limb: 1, from: 19, to: 20 },
  ];
  const rows = [...Array(20).keys()];
  const names = rows.map((row) => `group ${row}`);

  it('are of limbs where rows are thin, as far as those fit', () => {
    expect(mapLabels(rows, names, spans, ['water', 'land']).map(({ text }) => text)).toEqual([
      'water',
    ]);
    expect(mapLabels(rows, names, [], null)).toEqual([]);
  });

  it('are of rows where they fit, each in the middle of its row', () => {
    const labels = mapLabels([1, 0], ['a', 'b'], [], null);
    expect(labels.map(({ text }) => text)).toEqual(['b', 'a']);
    expect(labels[1].y).toBe(mapLayout.heatHeight * 0.75);
  });
});

it('finds the column under the pointer', () => {
  expect([-3, 0, 99.9, 500].map((x) => columnAt(x, 200, 4))).toEqual([0, 0, 1, 3]);
});
