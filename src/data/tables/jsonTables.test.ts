import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonTables } from './jsonTables.ts';

const cellsOf = (value: unknown) =>
  jsonTables(typeof value === 'string' ? value : JSON.stringify(value)).map((rows) =>
    rows.map(({ cells }) => cells),
  );
const [pairs, header] = [
  [
    ['a.png', 'x'],
    ['b.png', 'y'],
  ],
  ['file', 'label'],
];
const numbered = (rows: readonly (readonly string[])[], ...more: readonly string[]) => [
  [...rows[0].slice(more.length).map((_, at) => `column ${at + 1}`), ...more],
  ...rows,
];
const objects = pairs.map(([file, label]) => ({ file, label }));

describe('tables in JSON', () => {
  test('are lines or lists of objects, with their fields as a header', () => {
    const lines = objects.map((one) => JSON.stringify(one)).join('\n');
    for (const text of [lines, JSON.stringify(objects)]) {
      expect(cellsOf(text)).toContainEqual([header, ...pairs]);
    }
    expect(jsonTables(`\n${lines}`)[0].map(({ line }) => line)).toEqual([0, 2, 3]);
  });

  test('are lists of pairs, alone or in a field', () => {
    expect(cellsOf(pairs)).toEqual([numbered(pairs)]);
    expect(cellsOf({ labels: pairs, version: 1 })).toContainEqual(numbered(pairs));
    expect(cellsOf([['a.png'], ['b.png', 'y']])).toEqual([]);
  });

  test('are dictionaries by images or by labels', () => {
    expect(cellsOf(Object.fromEntries(pairs))).toContainEqual(numbered(pairs));
    expect(cellsOf({ x: ['a.png'], y: ['b.png'] })).toContainEqual(numbered(pairs));
    expect(cellsOf({ 'a.png': { label: 'x' }, 'b.png': { label: 'y' } })).toContainEqual([
      ['', 'label'],
      ...pairs,
    ]);
  });

  test('are columns of a data frame', () => {
    const columns = { file: ['a.png', 'b.png'], label: ['x', 'y'] };
    const byRow = { file: { 0: 'a.png', 1: 'b.png' }, label: { 0: 'x', 1: 'y' } };
    for (const frame of [columns, byRow]) {
      expect(cellsOf(frame)).toContainEqual([header, ...pairs]);
    }
  });

  test('have a column of splits where a dictionary parts them so', () => {
    const split = { train: [pairs[0]], test: [pairs[1]] };
    const expected = [
      ['a.png', 'x', 'train'],
      ['b.png', 'y', 'test'],
    ];
    expect(cellsOf(split)).toContainEqual(numbered(expected, 'split'));
    const listed = { train: { 'a.png': 'x' }, test: { 'b.png': 'y' } };
    expect(cellsOf(listed)).toContainEqual(numbered(expected, 'split'));
    const named = { train: [objects[0]], test: [objects[1]] };
    expect(cellsOf(named)).toContainEqual([['file', 'label', 'split'], ...expected]);
    expect(cellsOf({ train: ['a.png'], test: ['b.png'] })).toContainEqual(
      numbered([
        ['a.png', 'train'],
        ['b.png', 'test'],
      ]),
    );
  });

  test('join images with their annotations, where each has one category', () => {
    const images = [
      { id: 7, file_name: 'a.png' },
      { id: 8, file_name: 'b.png' },
      { id: 9, file_name: 'c.png' },
    ];
    const annotations = [
      { id: 1, image_id: 8, category_id: 2 },
      { id: 2, image_id: 7, category_id: 1 },
    ];
    const categories = [
      { id: 1, name: 'x' },
      { id: 2, name: 'y' },
    ];
    const expected = [['file_name', 'annotation'], ...pairs];
    expect(cellsOf({ images, annotations, categories })).toEqual([expected]);
    const boxes = [...annotations, { id: 3, image_id: 7, category_id: 2 }];
    expect(cellsOf({ images, annotations: boxes, categories })).toEqual([]);
  });

  test('are none in texts that are no JSON, or hold none', () => {
    for (const text of ['', '{', 'null', '3', '"a"', '[]', '{}', '[[]]', '[1, 2]', '{"a": null}']) {
      expect(jsonTables(text).flat()).toEqual([]);
    }
  });

  test('of any JSON have rows of texts', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        for (const rows of jsonTables(text)) {
          expect(rows.length).toBeGreaterThan(0);
          for (const { cells } of rows)
            expect(cells.every((one) => typeof one === 'string')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
